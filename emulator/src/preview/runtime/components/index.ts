/** All components that the client brings; each file registers its own. */
import './button.ts';
import './choices.ts';
import './form.ts';
import './image.ts';
import './label.ts';
import './navigator.ts';
import './page-container.ts';
import './page-meta.ts';
import './picker-view.ts';
import './picker.ts';
import './rich-text.ts';
import './scroll-view.ts';
import './simple.ts';
import './slider.ts';
import './swiper.ts';
import './text-fields.ts';
import './views.ts';
