import type { ApiActions, Json } from './action.ts';
import { databaseInstanceId } from './database/index.ts';
import { region } from './hosts.ts';

/** The account: numbers of the vendor's form that belong to nobody. */
const appId = '1250000000';
const uin = '100000000000';

/** Long before anything that a test looks at. */
const createdAt = '2020-01-01 00:00:00';

/** What the CLI asks about account and environment, whatever else it does then. */
export function environmentActions(envId: string): ApiActions {
  const environment = environmentInfo(envId);
  return {
    // https://cloud.tencent.com/document/api/876/34820. Of an environment that it does not know, the list is empty.
    'tcb.DescribeEnvs': async ({ EnvId }) => {
      const EnvList = (EnvId ?? envId) === envId ? [environment] : [];
      return { EnvList, Total: EnvList.length };
    },
    'tcb.DescribeEnvInfo': async () => ({
      EnvInfo: { EnvBaseInfo: environment, UserInfo: { AppId: appId, Uin: uin } },
    }),
    'tcb.DescribeTcbAccountInfo': async () => ({ CloudAppId: appId, Uin: uin }),
  };
}

function environmentInfo(envId: string): Json {
  return {
    EnvId: envId,
    Alias: envId,
    Status: 'NORMAL',
    Region: region,
    Source: 'miniapp',
    EnvType: 'baas',
    PackageId: '',
    PackageName: '',
    PayMode: 'postpaid',
    IsDefault: false,
    IsAutoDegrade: false,
    CreateTime: createdAt,
    UpdateTime: createdAt,
    Databases: [{ InstanceId: databaseInstanceId(envId), Region: region, Status: 'RUNNING' }],
    Storages: [
      { Region: region, Bucket: `${envId}-${appId}`, CdnDomain: `${envId}.tcb.qcloud.la`, AppId: appId },
    ],
    Functions: [{ Namespace: envId, Region: region }],
    LogServices: [
      {
        LogsetName: 'tcb',
        LogsetId: `logset-${envId}`,
        TopicName: 'tcb',
        TopicId: `topic-${envId}`,
        Region: region,
        Period: 7,
      },
    ],
    StaticStorages: [],
    CustomLogServices: [],
    Tags: [],
  };
}
