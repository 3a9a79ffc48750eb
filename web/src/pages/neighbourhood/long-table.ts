/** A column of a long table. */
export interface Column<T> {
  name: string;
  /** What it is sorted by; without, it is not. */
  by?: (row: T) => string | number;
  number?: boolean;
}
