import { expect, it } from 'vitest';

import { csvOf } from './csv';

it('writes what a spreadsheet reads back as it was, and runs nothing', () => {
  const rows = [
    ['Care', 'Givers'],
    ['Meals, cakes', 'the "Noor" kitchen\nand Rosa'],
    ['=HYPERLINK("https://example.org")', -3],
    ['@lunch', null],
  ];
  expect(csvOf(rows)).toBe(
    'Care,Givers\r\n"Meals, cakes","the ""Noor"" kitchen\nand Rosa"\r\n' +
      '"\'=HYPERLINK(""https://example.org"")",-3\r\n\'@lunch,\r\n',
  );
});
