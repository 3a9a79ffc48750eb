/** What went wrong with a request, in words for the reader (RFC 9457 problem details). */

export class Problem extends Error {
  readonly slug: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly field: string | undefined;
  readonly errors: readonly FieldError[];

  constructor(fields: ProblemFields) {
    super(`${fields.slug}: ${fields.title}`);
    this.slug = fields.slug;
    this.status = fields.status;
    this.title = fields.title;
    this.detail = fields.detail;
    this.field = fields.field;
    this.errors = fields.errors ?? [];
  }

  /** The sentence said of one field of a form, if there is one. */
  of(field: string): string | undefined {
    const said = this.errors.find((error) => error.field === field);
    return said?.detail ?? (this.field === field ? this.detail : undefined);
  }
}

export interface FieldError {
  field: string;
  detail: string;
}

interface ProblemFields {
  slug: string;
  status: number;
  title: string;
  detail: string;
  field?: string | undefined;
  errors?: readonly FieldError[];
}

/** Return the problem that an answer other than 2xx tells of, whatever its body. */
export function problemOf(status: number, body: unknown): Problem {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (key: string) => (typeof said[key] === 'string' ? said[key] : undefined);
  return new Problem({
    slug: text('type')?.replace(/^\/problems\//, '') ?? 'not-understood',
    status,
    title: text('title') ?? 'Something went wrong',
    detail:
      text('detail') ?? 'Try again in a minute. If it happens again, tell the person who runs this service.',
    field: text('field'),
    errors: Array.isArray(said.errors) ? (said.errors as FieldError[]) : [],
  });
}

/** Return the problem of a request that got no answer. */
export function noNetwork(): Problem {
  return new Problem({
    slug: 'no-network',
    status: 0,
    title: 'No network',
    detail: 'We could not reach Care Mapping. Check your network, then try again.',
  });
}

/** Return what was thrown as a problem; anything else is a mistake of ours and is thrown on. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
}
