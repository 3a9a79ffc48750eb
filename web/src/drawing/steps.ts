/** The shapes of an edit: its steps, as they go over HTTP and are kept. The twin of `mapping/steps.py`. */

import type { Connection, ConnectionType, Element, Figure, Household, Id, Place } from './model';

export const MOST_STEPS = 500;

export interface Add { readonly does: 'add'; readonly element: Element; readonly figure: Figure }
export interface Pick { readonly does: 'pick'; readonly element_id: Id; readonly figure: Figure }
export interface RubOut {
  readonly does: 'rub_out';
  readonly element_id: Id;
  readonly figure: Figure;
  readonly element: Element | null;
  readonly connections: readonly Connection[];
}
export interface Move { readonly does: 'move'; readonly element_id: Id; readonly was: Place; readonly now: Place }

export type Thing = 'element' | 'figure' | 'connection' | 'household';

/** What a `set` or a `tick` is about; a connection is found by its type and ends too. */
interface About {
  readonly id: Id;
  readonly type?: ConnectionType | null;
  readonly from?: Id | null;
  readonly to?: Id | null;
  readonly field: string;
}
export interface Set extends About {
  readonly does: 'set';
  readonly on: Thing | 'map';
  readonly was: unknown;
  readonly now: unknown;
}
export interface Tick extends About {
  readonly does: 'tick' | 'untick';
  readonly on: 'element' | 'connection';
  readonly value: string;
}
export interface Connect { readonly does: 'connect'; readonly connection: Connection }
export interface Disconnect { readonly does: 'disconnect'; readonly connection: Connection }
export interface House { readonly does: 'house'; readonly household: Household }
export interface Unhouse { readonly does: 'unhouse'; readonly household: Household }

export type Step = Add | Pick | RubOut | Move | Set | Tick | Connect | Disconnect | House | Unhouse;

/** One change to one map, as a person made it. `undoes` is the id of the edit it takes back. */
export interface Edit {
  readonly id: Id;
  readonly scope: Id;
  readonly base: number;
  readonly steps: readonly Step[];
  readonly label: string | null;
  readonly undoes: Id | null;
  readonly made_at: string | null;
}
