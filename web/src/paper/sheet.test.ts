/** What a sheet of paper holds, whatever the map: well-formed SVG, every name that may be shown, and no other. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import ivy from '../../dev/ivy.json';
import tokens from '../styles/tokens.css?raw';
import { careMapOf, connectionOf, elementOf, figureOf, ringOf } from '../drawing/model';
import type { Document, Kind } from '../drawing/model';
import { easyRead } from './easy-read';
import { ground } from './ground';
import { INK, PAGE_INKS } from './inks';
import type { Moment } from './moment';
import { initialsOf } from './names';
import type { Choices } from './page';
import { CHOICES, sheetOf } from './sheet';
import { symbol } from './symbols';
import { folded, widthOf, withoutFont } from './widths';

const IVY = { ...(ivy as unknown as Document), review_on: '2027-05-22' };
const KEPT: Moment = { on: '2026-11-22', kept: { by: ['Nadia Hassan'], sentence: null, plan: false } };
const sheet = (document: Document, choices: Partial<Choices> = {}) => sheetOf(document, KEPT, { ...CHOICES, ...choices });

/** The texts of a picture, in order, its entities read. */
function texts(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, inside = '']) => read(inside.replace(/<[^>]*>|[\u2067\u2069]/g, '')));
}

function read(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&');
}

/** Whether every tag is closed in its turn and nothing loose stands between. */
function wellFormed(svg: string): boolean {
  const open: string[] = [];
  const rest = svg.replace(/<(\/?)([a-z]+)((?: [a-z-]+(?::[a-z]+)?="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)(\/?)>/gi, (_, closing, name: string, __, empty) => {
    if (closing) return open.pop() === name ? '' : '<';
    if (!empty) open.push(name);
    return '';
  });
  return open.length === 0 && !/[<>]/.test(rest) && !/&(?!amp;|lt;|gt;|quot;|#39;)/.test(rest);
}

/** Some people round Ivy, a ring's width apart. */
function around(names: readonly string[], kind: Kind = 'person'): Document {
  const at = (nth: number) => ({ x: Math.round(300 * Math.cos(nth * 0.9)) , y: Math.round(220 * Math.sin(nth * 0.9)) });
  return {
    ...IVY, review_on: null, households: [],
    elements: [...IVY.elements.slice(0, 1), ...names.map((name, nth) => elementOf({ id: `p${nth}`, scope: 'ivy', kind, name, individual: kind === 'person' }))],
    figures: [...IVY.figures.slice(0, 1).map((one) => figureOf({ ...one, household: null })), ...names.map((_, nth) => figureOf({ element_id: `p${nth}`, ...at(nth), presence: ringOf(at(nth)) }))],
    connections: names.map((_, nth) => connectionOf({ id: `c${nth}`, type: 'cares_for', from: `p${nth}`, to: 'e00', state: 'generative' })),
  };
}

describe('a sheet of paper', () => {
  it('says whose map it is, when it was drawn, and what everything means', () => {
    const said = texts(sheet(IVY).svg);
    expect(said).toContain('Ivy’s care map');
    expect(said).toContain('Drawn 22 November 2026 with Nadia Hassan. Next review by 22 May 2027.');
    for (const words of ['Who and what', 'How often', 'Every week', 'Paid: square start', 'Nearby', 'Further away']) expect(said).toContain(words);
    expect(said.at(-1)).toBe('This map belongs to Ivy. Please ask before you copy it.');
  });

  it('is A4 or A3, lying or standing', () => {
    expect(sheet(IVY).svg).toContain('width="297mm" height="210mm"');
    expect(sheet(IVY, { paper: 'a3', way: 'portrait' }).svg).toContain('width="297mm" height="420mm"');
  });

  it('has every name once, beside its figure', () => {
    const said = texts(sheet(IVY).svg).join('\n').split('\n');
    for (const { name } of IVY.elements) {
      const broken = [...name].length > 22 ? name.slice(0, 6) : name;
      expect(said.filter((line) => line.startsWith(broken)), name).toHaveLength(1);
    }
  });

  it('has looks in attributes, and nothing that runs or is fetched', () => {
    const { svg } = sheet(IVY);
    expect(wellFormed(svg)).toBe(true);
    expect(svg).not.toMatch(/<(script|style|image|use|a|foreignObject)\b|\son[a-z]+=|\sstyle=|\sclass=|href|var\(|NaN|undefined|null/);
  });

  it('writes any name so that it stays a name', () => {
    const names = ['<script>alert(1)</script>', 'Tom & "Jo" <3', "O'Brien", 'bell\u0007 nul\u0000 half\ud800 end\uffff', ']]>', '‮reversed', 'fi-ﬁ 🙂 张伟', 'অনিতা রায়', 'فاطمة', 'שרה'];
    const { svg, notes } = sheet(around(names));
    expect(wellFormed(svg)).toBe(true);
    expect(svg).not.toMatch(/<script|\p{Surrogate}|[\p{Cc}\uffff]/u);
    expect(texts(svg)).toEqual(expect.arrayContaining(['Tom & "Jo" <3', "O'Brien", ']]>', 'অনিতা রায়', 'فاطمة', 'שרה', 'bell\ufffd nul\ufffd half\ufffd end\ufffd']));
    expect(notes.join(' ')).toContain('There is no font here for some letters of 1 name (🙂 张 伟)');
  });

  it('shows first names, initials or nothing in every place at once', () => {
    const surnames = ['Adeyemi', 'Hassan', 'Delgado', 'Cohen', 'Nowak', 'Raman'];
    for (const names of ['first', 'initials', 'none'] as const) {
      const { svg } = sheet(IVY, { names });
      for (const surname of surnames) expect(svg, names).not.toContain(surname);
    }
    expect(texts(sheet(IVY, { names: 'first' }).svg)).toEqual(expect.arrayContaining(['Rosa', 'Dr R.', 'Tanyard lunch club', 'sister', 'Ivy’s care map']));
    expect(texts(sheet(IVY, { names: 'initials' }).svg)).toEqual(expect.arrayContaining(['R. D.', 'I. A.']));
    const none = sheet(IVY, { names: 'none' }).svg;
    for (const { name, kind } of IVY.elements) for (const part of kind === 'person' ? name.split(/[\s-]+/) : [name]) expect(none.includes(part), part).toBe(false);
    expect(texts(none)).toContain('A care map');
  });

  it('goes as far out as is asked, and says what is left out', () => {
    const { svg, notes } = sheet(IVY, { part: 'nearby' });
    expect(svg).not.toContain('Folake');
    expect(svg).toContain('Rosa Delgado');
    expect(notes).toEqual([expect.stringMatching(/^\d+ figures further out than “nearby” are not shown\.$/)]);
  });

  it('draws one alone, and an empty title too long for its line', () => {
    const alone = { ...around([]), title: 'W'.repeat(200) };
    const { svg } = sheet(alone);
    expect(wellFormed(svg)).toBe(true);
    expect(texts(svg).some((line) => /^W+…$/.test(line))).toBe(true);
  });
});

describe('Ivy and who lives with her', () => {
  /** Renewed, once you have looked at what is different, by `.venv/bin/python -m scripts.npm run test -- src/paper -u`. */
  it('are drawn tag for tag as when somebody last looked', async () => {
    const { svg } = sheet(IVY, { part: 'lives_with' });
    await expect(svg.replaceAll('><', '>\n<')).toMatchFileSnapshot('ivy-at-home.svg');
  });
});

describe('a drawing that was kept', () => {
  const said = (kept: Partial<Moment['kept'] & object>, choices: Partial<Choices> = {}) => {
    const { svg } = sheetOf(IVY, { on: '2026-11-22', kept: { by: ['Nadia Hassan', 'Ivy Adeyemi'], sentence: 'Rosa holds everything up', plan: false, ...kept } }, { ...CHOICES, ...choices });
    expect(wellFormed(svg)).toBe(true);
    return { svg, lines: texts(svg) };
  };

  it('says who was there and the sentence kept with it', () => {
    const { lines } = said({});
    expect(lines).toContain('Drawn 22 November 2026 with Nadia Hassan and Ivy Adeyemi. Next review by 22 May 2027.');
    expect(lines).toContain('“Rosa holds everything up”');
    expect(lines.join()).not.toContain('plan');
  });

  it('says of a plan that it has not happened, to who looks and to who hears', () => {
    const { svg, lines } = said({ plan: true });
    expect(lines).toEqual(expect.arrayContaining(['A plan of 22 November 2026 with Nadia Hassan and Ivy Adeyemi.', 'This is a plan. It has not happened.']));
    expect(svg).toContain('a plan of 22 November 2026</title>');
    expect(svg).toMatch(/<desc[^>]*>This is a plan\. It has not happened\./);
    expect(lines.join()).not.toContain('review');
  });

  it('shows no more of those who were there than of anybody, and no sentence that may name them', () => {
    expect(said({}, { names: 'first' }).lines).toContain('Drawn 22 November 2026 with Nadia and Ivy. Next review by 22 May 2027.');
    expect(said({}, { names: 'initials' }).lines).toContain('Drawn 22 November 2026 with N. H. and I. A. Next review by 22 May 2027.');
    expect(said({}, { names: 'none' }).lines).toContain('Drawn 22 November 2026. Next review by 22 May 2027.');
    for (const names of ['first', 'initials', 'none'] as const) expect(said({}, { names }).svg).not.toContain('everything up');
    expect(said({}, { names: 'initials' }).lines).toContain('This map belongs to I. Please ask before you copy it.');
    expect(said({ by: ['Someone who was removed'] }, { names: 'first' }).lines.join()).toContain('with someone who was removed.');
  });

  it('keeps each name that is written from right to left together', () => {
    const { svg } = said({ by: ['فاطمة الزهراء', 'שרה כהן', 'Rosa Delgado'] });
    expect(svg).toContain('With \u2067فاطمة الزهراء\u2069, \u2067שרה כהן\u2069 and Rosa Delgado.');
  });

  it('has room for many people and long sentences, and says where there are more', () => {
    const by = Array.from({ length: 30 }, (_, nth) => `Person number ${nth}`);
    for (const way of ['landscape', 'portrait'] as const) {
      const { lines } = said({ by, sentence: 'We talked for long. '.repeat(15).trim() }, { way });
      expect(lines).toContain('Drawn 22 November 2026');
      const whole = lines.join(' ');
      expect(whole).toContain('Person number 7 and 22 more. Next review by 22 May 2027.');
      expect(whole).not.toContain('Person number 8');
      expect(whole).toContain('“We talked for long.');
    }
  });
});

describe('any map at all', () => {
  const anything = fc.record({
    people: fc.array(fc.record({
      name: fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }), kind: fc.constantFrom<Kind>('person', 'pet', 'group', 'team', 'health_care_provider'),
      x: fc.integer({ min: -5_000, max: 5_000 }), y: fc.integer({ min: -5_000, max: 5_000 }), potential: fc.boolean(),
    }), { maxLength: 12 }),
    names: fc.constantFrom('full', 'first', 'initials', 'none'), paper: fc.constantFrom('a4', 'a3'),
    way: fc.constantFrom('landscape', 'portrait'), part: fc.constantFrom('lives_with', 'nearby', 'within_2_hours', 'further_away'),
  });

  it('is drawn as well-formed SVG without NaN, and the same again', () => {
    fc.assert(fc.property(anything, ({ people, ...choices }) => {
      const document = { ...around(people.map(({ name }) => name)) };
      const drawn: Document = {
        ...document,
        elements: document.elements.map((one, nth) => ({ ...one, kind: people[nth - 1]?.kind ?? one.kind })),
        figures: document.figures.map((one, nth) => {
          const place = people[nth - 1];
          return place ? { ...one, x: place.x, y: place.y, presence: ringOf(place), potential: place.potential } : one;
        }),
      };
      const { svg } = sheet(drawn, choices);
      expect(wellFormed(svg)).toBe(true);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(sheet(drawn, choices as Choices).svg).toBe(svg);
    }), { numRuns: 40 });
  });

  it('says every name once where names are shown, and none where they are not', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^[BCDFGHJKLMNPQRTVXZ][bcdfghjklmnpqrtvxz]{5,8}$/), { maxLength: 25 }), (names) => {
      const said = texts(sheet(around(names)).svg).map((text) => text.replace(/^\d+ /, ''));
      const hidden = sheet(around(names), { names: 'none' }).svg;
      for (const name of names) {
        expect(said.filter((text) => text === name), name).toHaveLength(1);
        expect(hidden).not.toContain(name);
      }
    }), { numRuns: 25 });
  });
});

describe('a legend', () => {
  it('keeps inside the margins, however the sheet stands', () => {
    for (const paper of ['a4', 'a3'] as const) for (const way of ['landscape', 'portrait'] as const) {
      const { svg } = sheet(IVY, { paper, way });
      const [, width = 0] = /viewBox="0 0 ([\d.]+)/.exec(svg)?.map(Number) ?? [];
      for (const [, x, size, said = ''] of svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" font-size="([\d.]+)" fill="[^"]+">([^<]+)<\/text>/g)) {
        expect(Number(x) + widthOf(read(said), Number(size), false), said).toBeLessThanOrEqual(width - 34 + 0.5);
      }
    }
  });
});

describe('a list in easy words', () => {
  const said = (names: Choices['names']) => easyRead(IVY, KEPT, names, 'further_away');

  it('says who is near, and who gives what to whom, one idea a line', () => {
    const { title, when, sections } = said('full');
    expect([title, when]).toEqual(['Ivy’s care map', 'Drawn on 22 November 2026.']);
    expect(easyRead(IVY, KEPT, 'full', 'further_away').remarks).toEqual(['With Nadia Hassan.']);
    expect(sections.map((section) => section.title)).toEqual([
      'Who lives with Ivy', 'Who is nearby', 'Who is less than 2 hours away', 'Who is further away', 'Who Ivy cares for',
      'Who cares for Ivy', 'Who else gives care', 'Who is in contact', 'Who might help', 'What has stopped',
    ]);
    expect(sections[0]?.entries[0]).toEqual({ says: 'Desmond (husband) lives with Ivy.', more: [] });
    expect(sections.flatMap(({ entries }) => entries).find(({ says }) => says === 'Rosa cares for Ivy.')?.more.slice(-2)).toEqual(['Every day.', 'This is given freely.']);
    for (const { says } of sections.flatMap(({ entries }) => entries)) expect(says).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('says of a plan that it has not happened, and what was said of it', () => {
    const kept = { by: ['Nadia Hassan'], sentence: 'If Rosa moves', plan: true };
    const of = (names: Choices['names']) => easyRead(IVY, { on: '2026-11-22', kept }, names, 'further_away');
    expect(of('full')).toMatchObject({ plan: true, when: 'This is a plan of 22 November 2026. It has not happened.', remarks: ['With Nadia Hassan.', '“If Rosa moves”'] });
    expect(of('none').remarks).toEqual([]);
  });

  it('names nobody where names are off', () => {
    const text = JSON.stringify(said('none'));
    for (const { name, kind } of IVY.elements) if (kind === 'person') for (const part of name.split(' ')) expect(text).not.toContain(part);
    expect(text).toContain('The husband lives with this person.');
    expect(text).toContain('The person (next door) is nearby.');
  });
});

describe('its parts', () => {
  it('have the colours of the pages', () => {
    const light = tokens.slice(0, tokens.indexOf('@media'));
    for (const colour of Object.values(INK)) expect(light).toContain(colour);
    const named = (name: string) => new RegExp(`${/--[a-z0-9-]+/.exec(name)?.[0]}: ?(#[0-9a-f]{3,6});`).exec(light)?.[1];
    const whole = (colour = '') => colour.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
    for (const [name, colour] of Object.entries(INK)) expect(whole(named(PAGE_INKS[name as keyof typeof INK])), name).toBe(colour);
  });

  it('are drawn alike on paper and on a page, but for what they are drawn in', () => {
    const [person, rings] = [elementOf({ id: 'e', scope: 'm', kind: 'person', name: 'Rosa' }), ground(careMapOf(IVY), 1).join('')];
    const paper = symbol(person, { owner: true }).join('') + rings;
    let page = symbol(person, { owner: true }, PAGE_INKS).join('') + ground(careMapOf(IVY), 1, PAGE_INKS).join('');
    expect(page).not.toMatch(/#[0-9a-f]{3}/);
    for (const [name, colour] of Object.entries(INK)) page = page.replaceAll(PAGE_INKS[name as keyof typeof INK], colour);
    expect(page).toBe(paper);
  });

  it('measure text by the fonts that print it', () => {
    expect(widthOf('Rosa', 100, false)).toBeCloseTo(62.2 + 60.5 + 47.9 + 56.1, 0);
    expect(widthOf('Rosa', 100, true)).toBeGreaterThan(widthOf('Rosa', 100, false));
    expect(withoutFont('Rosa অনিতা فاطمة שרה ਸਿੰਘ પટેલ குமார் हिन्दी Łukasz Ŵyn Ελένη Олена')).toEqual([]);
    expect(withoutFont('张伟 🙂')).toEqual(['张', '伟', '🙂']);
  });

  it('fold a text between words, and a word that is too long between letters', () => {
    const room = widthOf('Rosa comes', 10, false);
    expect(folded('Rosa comes every day', 10, false, room)).toEqual(['Rosa comes', 'every day']);
    const long = folded('W'.repeat(40), 10, false, room);
    expect(long.join('')).toBe('W'.repeat(40));
    for (const line of long) expect(widthOf(line, 10, false)).toBeLessThanOrEqual(room);
    expect(folded('', 10, false, room)).toEqual(['']);
  });

  it('take first letters of any script', () => {
    expect(['Rosa Delgado', 'Mei-Ling Tan', 'Dr Raman', 'কামাল হোসেন', '  ', 'O’Neil (Bob)'].map(initialsOf))
      .toEqual(['R. D.', 'M. T.', 'Dr R.', 'কা. হো.', '', 'O. B.']);
  });
});
