/** Placing a picture to trace: it fits at first, and never gets lost. */

import { describe, expect, it } from 'vitest';

import { PAPER } from '../../drawing/model';
import { kindOf } from './picture';
import { about, atFirst, movedBy, settled } from './placement';

describe('a picture', () => {
  it('fits the paper at first, upright or across', () => {
    expect(atFirst({ width: 4000, height: 2000 }).width).toBe(PAPER.width);
    const upright = atFirst({ width: 1000, height: 2000 });
    expect(upright.width * 2).toBe(PAPER.height);
  });

  it('is never moved out of reach, nor made too small or too large to hold', () => {
    const gone = settled({ x: 1e9, y: -1e9, width: 0, turn: 725 });
    expect(gone).toEqual({ x: 5_000, y: -5_000, width: 40, turn: 5 });
    expect(about(gone, { by: 1e9 }).width).toBe(8_000);
  });

  it('turned all the way round is where it was, and moved to and fro too', () => {
    let placement = settled({ x: 12, y: -30, width: 700, turn: -170 });
    const before = placement;
    for (let n = 0; n < 24; n++) placement = about(placement, { turn: 15 });
    expect(placement).toEqual(before);
    expect(movedBy(movedBy(placement, { x: 40, y: 10 }), { x: -40, y: -10 })).toEqual(before);
  });
});

describe('a file', () => {
  const kind = (text: string) => kindOf(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));

  it('is known by how it begins, whatever its name says', () => {
    expect(kind('\xff\xd8\xff\xe1..')).toBe('jpeg');
    expect(kind('\x89PNG\r\n\x1a\n')).toBe('png');
    expect(kind('....ftypheic....')).toBe('heic');
    expect(kind('....ftypisom....')).toBeNull();
    expect(kind('%PDF-1.7')).toBe('pdf');
    expect(kind('<svg onload="">')).toBeNull();
    expect(kind('MZ\x90')).toBeNull();
  });
});
