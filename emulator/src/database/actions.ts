import { type Document, type EvaluationContext, encodeEach } from '../documents/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { WireAction, WireAnswer, WireBody } from '../kernel/service.ts';
import { answerDocument, answerId } from './answers.ts';
import { checkLimit, invalidParam } from './errors.ts';
import { type Match, Reader } from './reads.ts';
import type { ScanReport } from './scan-report.ts';
import type { Store } from './store.ts';
import { WireFields } from './wire-fields.ts';
import type { WriteSet } from './write-set.ts';
import { Writer } from './writes.ts';

export interface ActionHost {
  readonly store: Store;
  readonly scans: ScanReport;
  readonly clock: Clock;
}

/** One request: its fields, and readers and writers that see the time at which it came. */
class Request {
  readonly fields: WireFields;
  readonly transactionId: string | undefined;
  readonly #host: ActionHost;
  readonly #context: EvaluationContext;

  constructor(host: ActionHost, body: WireBody) {
    this.#host = host;
    this.#context = { nowMs: host.clock.now() };
    this.fields = new WireFields(body, this.#context);
    this.transactionId = this.fields.optionalText('transactionId');
  }

  reader(collection: string, view: WriteSet): Reader {
    return new Reader(this.#host.store.collection(collection), view, this.#host.scans, this.#context);
  }

  writer(collection: string, writes: WriteSet): Writer {
    const { store } = this.#host;
    return new Writer(store.collection(collection), writes, store.limits, this.#context);
  }

  /** The filter of a read: all documents if there is none. A DOC query must name the document. */
  readFilter(): Document {
    if (this.fields.queryType() === 'WHERE') return this.#condition() ?? {};
    return this.docFilter();
  }

  docFilter(): Document {
    const filter = this.fields.document('query');
    if (filter['_id'] === undefined) throw invalidParam('a DOC query needs an _id');
    return filter;
  }

  /** The filter of an update or a removal, which must not be missing. */
  writeFilter(): Document {
    if (this.fields.queryType() === 'DOC') return this.docFilter();
    const filter = this.#condition();
    if (!filter)
      throw invalidParam('query is required: update() and remove() of a collection need a where()');
    return filter;
  }

  /** The operators of an update. */
  update(): Document {
    const given = this.fields.document('data');
    return this.#host.scans.encoded(this.fields.collectionName(), given, encodeEach(given));
  }

  /** `{stageKey: "$match", stageValue: "<EJSON>"}` → `{"$match": …}`. */
  stage(stage: unknown): Document {
    const { stageKey, stageValue } = Object.fromEntries(Object.entries(stage ?? {}));
    if (typeof stageKey !== 'string' || !stageKey.startsWith('$'))
      throw invalidParam('stageKey is malformed');
    return { [stageKey]: this.fields.parse(stageValue, 'stageValue') };
  }

  #condition(): Document | undefined {
    return this.fields.optionalDocument('query');
  }

  /** What an update or a removal applies to. Collected before anything is written. */
  targets(collection: string, view: WriteSet, filter: Document, multi: boolean): Match[] {
    const matches = this.reader(collection, view).matches(filter);
    if (multi) return [...matches];
    const first = matches.next();
    return first.done ? [] : [first.value];
  }
}

type Handler = (request: Request, host: ActionHost) => WireAnswer | Promise<WireAnswer>;

/** The wire actions `database.*` of the SDKs, by name. */
export function databaseActions(host: ActionHost): Readonly<Record<string, WireAction>> {
  const actions: Record<string, WireAction> = {};
  for (const [name, handler] of Object.entries(HANDLERS)) {
    actions[`database.${name}`] = async (body) => handler(new Request(host, body), host);
  }
  return actions;
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  getDocument,
  calculateDocument,
  insertDocument,
  modifyDocument,
  modifyAndReturnDoc,
  removeDocument,
  aggregateDocuments,
  addCollection,
  startTransaction: (_request, { store }) => ({ transactionId: store.transactions.start() }),
  commitTransaction: ({ fields }, { store }) => {
    store.transactions.commit(fields.text('transactionId'));
    return {};
  },
  abortTransaction: ({ fields }, { store }) => {
    store.transactions.rollback(fields.text('transactionId'));
    return {};
  },
};

async function getDocument(request: Request, { store }: ActionHost): Promise<WireAnswer> {
  const { fields } = request;
  const collection = fields.collectionName();
  const filter = request.readFilter();
  const { pageSize } = store.limits;
  const limit = Math.min(fields.count('limit') || pageSize.default, pageSize.max);
  const options = {
    limit,
    skip: fields.count('offset'),
    sort: fields.optionalDocument('order'),
    projection: fields.optionalDocument('projection'),
  };
  const page = await store.read(request.transactionId, (view) =>
    request.reader(collection, view).find(filter, options),
  );
  return { data: { list: page.map(answerDocument), limit, offset: options.skip } };
}

async function calculateDocument(request: Request, { store }: ActionHost): Promise<WireAnswer> {
  const collection = request.fields.collectionName();
  const filter = request.readFilter();
  const total = await store.read(request.transactionId, (view) =>
    request.reader(collection, view).count(filter),
  );
  return { data: { total } };
}

async function insertDocument(request: Request, { store }: ActionHost): Promise<WireAnswer> {
  const collection = request.fields.collectionName();
  const data = request.fields.array('data');
  if (data.length === 0) throw invalidParam('data is empty: there is nothing to insert');
  checkLimit(store.limits.insertBatch, data.length, 'documents in one insert');
  const documents = data.map((text) => request.fields.parseDocument(text, 'data'));
  const insertedIds = await store.write(request.transactionId, (writes) => {
    const writer = request.writer(collection, writes);
    return documents.map((document) => writer.insert(document));
  });
  return { data: { insertedIds: insertedIds.map(answerId) } };
}

async function modifyDocument(request: Request, host: ActionHost): Promise<WireAnswer> {
  const { fields } = request;
  if (!fields.flag('merge')) return replaceDocument(request, host);
  if (fields.flag('upsert')) throw invalidParam('upsert needs a whole document (merge: false)');
  const { updated } = await updateMatches(request, host, fields.flag('multi'));
  return { data: { updated } };
}

async function modifyAndReturnDoc(request: Request, host: ActionHost): Promise<WireAnswer> {
  const { updated, document } = await updateMatches(request, host, false);
  return { data: { updated, doc: document && answerDocument(document) } };
}

async function updateMatches(request: Request, { store, scans }: ActionHost, multi: boolean) {
  const collection = request.fields.collectionName();
  const filter = request.writeFilter();
  const update = request.update();
  if (Object.keys(update).length === 0) throw invalidParam('data is empty: there is nothing to update');
  if (multi) scans.checkWideWrite(collection, filter, 'update');
  return store.write(request.transactionId, (writes) => {
    const matches = request.targets(collection, writes, filter, multi);
    return request.writer(collection, writes).update(matches, update, filter);
  });
}

/** `doc(id).set()`: the whole document, made if it is not there. */
async function replaceDocument(request: Request, { store }: ActionHost): Promise<WireAnswer> {
  const { fields } = request;
  const collection = fields.collectionName();
  if (fields.queryType() !== 'DOC' || fields.flag('multi') || !fields.flag('upsert')) {
    throw invalidParam('merge: false goes with queryType DOC, multi: false and upsert: true');
  }
  const id = request.docFilter()['_id'];
  const replacement = fields.document('data');
  const { updated, insertedId } = await store.write(request.transactionId, (writes) =>
    request.writer(collection, writes).replace(id, replacement),
  );
  return { data: { updated, ...(insertedId !== undefined && { upsert_id: answerId(insertedId) }) } };
}

async function removeDocument(request: Request, { store, scans }: ActionHost): Promise<WireAnswer> {
  const collection = request.fields.collectionName();
  const filter = request.writeFilter();
  const multi = request.fields.flag('multi');
  if (multi) scans.checkWideWrite(collection, filter, 'remove');
  const deleted = await store.write(request.transactionId, (writes) => {
    const matches = request.targets(collection, writes, filter, multi);
    return request.writer(collection, writes).remove(matches);
  });
  return { data: { deleted } };
}

async function aggregateDocuments(request: Request, { store, scans }: ActionHost): Promise<WireAnswer> {
  const collection = request.fields.collectionName();
  const stages = request.fields.array('stages').map((stage) => request.stage(stage));
  const list = await store.read(request.transactionId, (view) =>
    request.reader(collection, view).aggregate(stages, (name) => store.documentsOrNone(name)),
  );
  const hasLimit = stages.some((stage) => Object.hasOwn(stage, '$limit'));
  const answer = hasLimit ? list : scans.unlimited(collection, list);
  return { data: { list: answer.map(answerDocument) } };
}

function addCollection({ fields }: Request, { store }: ActionHost): WireAnswer {
  store.addCollection(fields.collectionName());
  return {};
}
