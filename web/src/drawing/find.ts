/** Finding figures by what is typed: their names, and who or what they are. Pure. */

import type { CareMap, Id } from './model';
import { KINDS, PRESENCES, underName } from './words';

/**
 * Return the figures that what was typed fits, the best first: whole names that begin so, then words of
 * names, then anywhere. Every word must fit; accents and capitals make no difference. Nothing typed
 * finds nobody.
 */
export function found(map: CareMap, typed: string): Id[] {
  const words = plain(typed).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const ranked = [...map.figures.keys()].flatMap((id) => {
    const name = plain(map.elements.get(id)?.name ?? '');
    const rank = rankOf(name, plain(besides(map, id)), words);
    return rank === null ? [] : [{ id, name, rank }];
  });
  const order = new Intl.Collator('en-GB').compare;
  return ranked.sort((one, other) => one.rank - other.rank || order(one.name, other.name) || order(one.id, other.id)).map(({ id }) => id);
}

function rankOf(name: string, more: string, words: readonly string[]): number | null {
  if (!words.every((word) => name.includes(word) || more.includes(word))) return null;
  if (name.startsWith(words.join(' '))) return 0;
  if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 1;
  return words.every((word) => name.includes(word)) ? 2 : 3;
}

/** What is known of a figure besides the name. */
function besides(map: CareMap, id: Id): string {
  const [element, figure] = [map.elements.get(id), map.figures.get(id)];
  if (!element || !figure) return '';
  return [underName(map, id), figure.relation ?? '', KINDS[element.kind], PRESENCES[figure.presence]].join(' ');
}

/** Return text without capitals, accents or doubled spaces. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{Mark}/gu, '').toLowerCase().replace(/[’']/g, '').split(/\s+/).join(' ').trim();
}
