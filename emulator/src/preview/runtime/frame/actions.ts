/** What the bars around a page can be asked for. */
export interface FrameActions {
  back(): void;
  home(): void;
  menu(): void;
}
