import * as v from 'valibot';

const text = (max: number) => v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(max));

/** The name of a field of a template, such as `thing2` or `character_string1`. */
export const templateFieldName = v.pipe(v.string(), v.regex(/^[a-z]+(_[a-z]+)*[0-9]+$/));

/**
 * Input of sendNotice, which other functions call and users never do. The limits keep a mistake here from
 * becoming a request to WeChat; what WeChat itself allows in a field is narrower, and depends on its name.
 */
export const sendNoticeInput = v.strictObject({
  openid: text(64),
  templateId: text(64),
  page: text(500),
  /** Field name to text. WeChat refuses empty texts. */
  data: v.pipe(v.record(templateFieldName, v.pipe(v.string(), v.trim(), v.nonEmpty())), v.minEntries(1)),
});

/** What sendNotice answers when it was asked properly; the calling side checks it. */
export const sendNoticeOutput = v.object({
  /** As `PushOutcome`. */
  outcome: v.picklist(['sent', 'refused', 'unknown']),
  /** WeChat's errcode, or the platform's own below zero; null if there was none. */
  code: v.nullable(v.number()),
});
