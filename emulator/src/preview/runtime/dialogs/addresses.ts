import { create, createButton } from '../dom.ts';
import { openLayer } from './layer.ts';

/** As `wx.chooseAddress` answers. */
export interface Address {
  readonly userName: string;
  readonly telNumber: string;
  readonly provinceName: string;
  readonly cityName: string;
  readonly countyName: string;
  readonly detailInfo: string;
  readonly nationalCode: string;
  readonly postalCode: string;
}

/** Nobody's: people, numbers and streets are made up. */
const samples: readonly Address[] = [
  {
    userName: '陈小满',
    telNumber: '13800000000',
    provinceName: '广东省',
    cityName: '广州市',
    countyName: '海珠区',
    detailInfo: '测试路 18 号 2 栋 501',
    nationalCode: '440105',
    postalCode: '510000',
  },
  {
    userName: '王秀兰',
    telNumber: '13900000000',
    provinceName: '四川省',
    cityName: '成都市',
    countyName: '青羊区',
    detailInfo: '样例街 6 号',
    nationalCode: '510105',
    postalCode: '610000',
  },
];

/** Lets the user choose one of two addresses. @returns null = none */
export function chooseAddress(): Promise<Address | null> {
  return new Promise((resolve) => {
    const answer = (address: Address | null) => {
      layer.close();
      resolve(address);
    };
    const buttons = samples.map((address) => {
      const { userName, telNumber, provinceName, cityName, countyName, detailInfo } = address;
      const button = createButton('', () => answer(address), { class: 'address' });
      button.append(
        create('b', { text: `${userName} ${telNumber}` }),
        create('span', { text: provinceName + cityName + countyName + detailInfo }),
      );
      return button;
    });
    const layer = openLayer(
      { kind: 'sheet', label: '选择收货地址', onOutside: () => answer(null) },
      create('h3', { text: '选择收货地址' }),
      ...buttons,
      createButton('取消', () => answer(null), { class: 'cancel' }),
    );
  });
}
