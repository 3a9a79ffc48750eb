/**
 * The description of the API (OpenAPI) as a reader wants it: what can be asked, by topic, with what it
 * takes, what it gives and how it refuses. Pure; the document is the server's own and is never changed.
 */

type Json = Readonly<Record<string, unknown>>;

/** The parts of an OpenAPI document that are read here. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

/** Something that is sent or answered: a parameter, or a field of a body. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly words: string;
}

export interface Refusal {
  readonly status: string;
  readonly words: string;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly title: string;
  readonly words: string;
  readonly inAddress: readonly Field[];
  readonly sent: readonly Field[];
  /** What is sent, as JSON, for example; empty where nothing is. */
  readonly example: string;
  readonly given: { readonly type: string; readonly fields: readonly Field[] };
  readonly refusals: readonly Refusal[];
}

export interface Topic {
  readonly name: string;
  readonly operations: readonly Operation[];
}

/** Return every operation by topic, in the document's order; `first` is the topic that comes first. */
export function topicsOf(document: ApiDocument, first: string): Topic[] {
  const topics = new Map<string, Operation[]>([[first, []]]);
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, said] of Object.entries(methods)) {
      const name = text(list(said.tags)[0]) || 'Other';
      topics.set(name, [...(topics.get(name) ?? []), operationOf(document, method, path, said)]);
    }
  }
  return [...topics].map(([name, operations]) => ({ name, operations })).filter(({ operations }) => operations.length > 0);
}

/** Return the topics with only those operations in which every word of a text is found. */
export function found(topics: readonly Topic[], text: string): Topic[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (one: Operation, topic: string) => {
    const all = `${topic} ${one.method} ${one.path} ${one.title} ${one.words}`.toLowerCase();
    return wanted.every((word) => all.includes(word));
  };
  return topics
    .map(({ name, operations }) => ({ name, operations: operations.filter((one) => fits(one, name)) }))
    .filter(({ operations }) => operations.length > 0);
}

/** Return how an operation is asked with curl, its key in the environment. */
export function curlOf({ method, path, example }: Operation, origin: string): string {
  const ask = method === 'GET' ? '' : ` -X ${method}`;
  const quoted = `'${example.replaceAll("'", "'\\''")}'`;
  const body = example === '' ? '' : ` \\\n  -H "Content-Type: application/json" \\\n  -d ${quoted}`;
  return `curl${ask} -H "Authorization: Bearer $CARE_MAPPING_KEY"${body} \\\n  "${origin}${path}"`;
}

function operationOf(document: ApiDocument, method: string, path: string, said: Json): Operation {
  const responses = Object.entries(record(said.responses));
  const good = responses.find(([status]) => status.startsWith('2'));
  return {
    id: text(said.operationId),
    method: method.toUpperCase(),
    path,
    title: text(said.summary) || path,
    words: text(said.description),
    inAddress: list(said.parameters).map((one) => parameterOf(record(one))),
    sent: fieldsOf(document, schemaIn(record(said.requestBody))),
    example: exampleIn(record(said.requestBody)),
    given: { type: typeOf(schemaIn(record(good?.[1]))), fields: fieldsOf(document, schemaIn(record(good?.[1]))) },
    refusals: responses
      .filter(([status]) => !status.startsWith('2'))
      .map(([status, response]) => ({ status, words: text(record(response).description) })),
  };
}

function parameterOf(said: Json): Field {
  const schema = record(said.schema);
  return {
    name: text(said.name),
    type: typeOf(schema),
    required: said.required === true,
    words: text(said.description) || text(schema.description),
  };
}

/** The schema of what is sent or answered, whatever kind of content it is. */
function schemaIn(message: Json): Json {
  const [content] = Object.values(record(message.content));
  return record(record(content).schema);
}

function exampleIn(message: Json): string {
  const [content] = Object.values(record(message.content));
  const { example } = record(content);
  return example === undefined ? '' : JSON.stringify(example);
}

/** The fields of an object, of each object in a list, or of what is named. */
function fieldsOf(document: ApiDocument, schema: Json): Field[] {
  const one = resolved(document, schema);
  if (one.type === 'array') return fieldsOf(document, record(one.items));
  const required = new Set(list(one.required));
  return Object.entries(record(one.properties)).map(([name, field]) => ({
    name,
    type: typeOf(record(field)),
    required: required.has(name),
    words: text(record(field).description),
  }));
}

function resolved(document: ApiDocument, schema: Json): Json {
  const name = refOf(schema);
  return name === null ? schema : (document.components.schemas[name] ?? {});
}

/** A type in words: "text", "whole number", "list of Connection", "one of a, b". */
export function typeOf(schema: Json): string {
  const name = refOf(schema);
  if (name !== null) return name;
  const choices = list(schema.anyOf ?? schema.oneOf).map((one) => typeOf(record(one)));
  if (choices.length > 0) return [...new Set(choices)].join(' or ');
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.join(', ')}`;
  if ('const' in schema) return String(schema.const);
  if (schema.type === 'array') return `list of ${typeOf(record(schema.items))}`;
  return PLAIN[`${String(schema.type)} ${String(schema.format)}`] ?? PLAIN[String(schema.type)] ?? 'anything';
}

const PLAIN: Readonly<Record<string, string>> = {
  'string date': 'date',
  'string date-time': 'moment',
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'fields',
  null: 'null',
};

function refOf(schema: Json): string | null {
  return typeof schema.$ref === 'string' ? (schema.$ref.split('/').at(-1) ?? null) : null;
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
