/** What a sheet of paper holds, whatever the map: well-formed SVG, every name that may be shown, and no other. */

import { describe, expect, it } from 'vitest';

import ivy from '../../dev/ivy.json';
import tokens from '../styles/tokens.css?raw';
import { connectionOf, elementOf, figureOf, ringOf } from '../drawing/model';
import type { Document, Kind } from '../drawing/model';
import { INK } from './inks';
import { initialsOf } from './names';
import { CHOICES, sheetOf } from './sheet';
import type { Choices } from './sheet';
import { widthOf, withoutFont } from './widths';

const IVY = { ...(ivy as unknown as Document), review_on: '2027-05-22' };
const KEPT = { on: '2026-11-22', kept: { by: 'Nadia Hassan', sentence: null } };
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

describe('its parts', () => {
  it('have the colours of the pages', () => {
    const light = tokens.slice(0, tokens.indexOf('@media'));
    for (const colour of Object.values(INK)) expect(light).toContain(colour);
  });

  it('measure text by the fonts that print it', () => {
    expect(widthOf('Rosa', 100, false)).toBeCloseTo(62.2 + 60.5 + 47.9 + 56.1, 0);
    expect(widthOf('Rosa', 100, true)).toBeGreaterThan(widthOf('Rosa', 100, false));
    expect(withoutFont('Rosa অনিতা فاطمة שרה ਸਿੰਘ પટેલ குமார் हिन्दी Łukasz Ŵyn Ελένη Олена')).toEqual([]);
    expect(withoutFont('张伟 🙂')).toEqual(['张', '伟', '🙂']);
  });

  it('take first letters of any script', () => {
    expect(['Rosa Delgado', 'Mei-Ling Tan', 'Dr Raman', 'কামাল হোসেন', '  ', 'O’Neil (Bob)'].map(initialsOf))
      .toEqual(['R. D.', 'M. T.', 'Dr R.', 'কা. হো.', '', 'O. B.']);
  });
});
