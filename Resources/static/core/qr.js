// @ts-check
/**
 * QR codes (ISO/IEC 18004): byte mode, versions 1 to 10, error correction M. Enough for 213 bytes, which is any address of a page.
 */

/** Per version: codewords in all, of correction in a block, and blocks. */
const SIZES = [[26, 10, 1], [44, 16, 1], [70, 26, 1], [100, 18, 2], [134, 24, 2], [172, 16, 4], [196, 18, 4], [242, 22, 4], [292, 22, 5], [346, 26, 5]];
/** Centres of the alignment patterns. */
const ALIGNED = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];

/** @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0, (_, y) => y % 2 === 0, (x) => x % 3 === 0, (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0, (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

// The field of 256 elements over x⁸ + x⁴ + x³ + x² + 1.
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i += 1) {
  EXP[i] = EXP[i + 255] = x;
  LOG[x] = i;
  x = (x << 1) ^ (x & 128 ? 285 : 0);
}

/**
 * Reed–Solomon correction words.
 * @param {Uint8Array} data @param {number} count
 */
function correction(data, count) {
  let generator = [1];
  for (let i = 0; i < count; i += 1) {
    const next = [...generator, 0];
    for (let j = 0; j < generator.length; j += 1) if (generator[j]) next[j + 1] ^= EXP[LOG[generator[j]] + i];
    generator = next;
  }
  const rest = new Uint8Array(data.length + count);
  rest.set(data);
  for (let i = 0; i < data.length; i += 1) {
    const factor = rest[i];
    if (factor) for (let j = 0; j <= count; j += 1) if (generator[j]) rest[i + j] ^= EXP[LOG[generator[j]] + LOG[factor]];
  }
  return rest.subarray(data.length);
}

/**
 * All codewords in the order they are drawn.
 * @param {Uint8Array} bytes @param {number} version
 */
function codewords(bytes, version) {
  const [all, perBlock, blocks] = SIZES[version - 1];
  const room = all - perBlock * blocks;
  const data = new Uint8Array(room);
  let bits = 0;
  const put = (/** @type {number} */ value, /** @type {number} */ count) => {
    for (let i = count - 1; i >= 0; i -= 1, bits += 1) if ((value >> i) & 1) data[bits >> 3] |= 128 >> (bits & 7);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  for (let at = Math.ceil(Math.min(bits + 4, room * 8) / 8), pad = 0xec; at < room; at += 1, pad ^= 0xec ^ 0x11) data[at] = pad;
  const short = Math.floor(room / blocks);
  const parts = [];
  for (let i = 0, at = 0; i < blocks; i += 1) {
    const length = short + (i >= blocks - (room % blocks) ? 1 : 0);
    parts.push(data.subarray(at, at += length));
  }
  const checks = parts.map((part) => correction(part, perBlock));
  const out = [];
  for (let i = 0; i <= short; i += 1) for (const part of parts) if (i < part.length) out.push(part[i]);
  for (let i = 0; i < perBlock; i += 1) for (const check of checks) out.push(check[i]);
  return out;
}

/**
 * `value` with its remainder by `divisor` appended: the check bits of format and version.
 * @param {number} value @param {number} divisor @param {number} bits
 */
function checked(value, divisor, bits) {
  let rest = value << bits;
  for (let i = 31 - bits; i >= 0; i -= 1) if (rest >> (i + bits) & 1) rest ^= divisor << i;
  return (value << bits) | rest;
}

/**
 * How hard a drawing is to read (ISO/IEC 18004, 7.8.3).
 * @param {Uint8Array[]} rows
 */
function penalty(rows) {
  const size = rows.length;
  let points = 0;
  let dark = 0;
  for (let turn = 0; turn < 2; turn += 1) {
    const cell = (/** @type {number} */ a, /** @type {number} */ b) => (turn ? rows[b][a] : rows[a][b]);
    for (let a = 0; a < size; a += 1) {
      let run = 1;
      let line = "";
      for (let b = 0; b < size; b += 1) {
        line += cell(a, b);
        if (b > 0 && cell(a, b) === cell(a, b - 1)) run += 1;
        else run = 1;
        if (run === 5) points += 3;
        else if (run > 5) points += 1;
      }
      for (const finder of ["00001011101", "10111010000"]) for (let at = line.indexOf(finder); at >= 0; at = line.indexOf(finder, at + 1)) points += 40;
    }
  }
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      dark += rows[y][x];
      if (x && y && rows[y][x] === rows[y - 1][x] && rows[y][x] === rows[y][x - 1] && rows[y][x] === rows[y - 1][x - 1]) points += 3;
    }
  }
  return points + Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size)) * 10;
}

/**
 * The code as rows of 0 (light) and 1 (dark), without the quiet zone of four modules; null when the text is too long.
 * @param {string} text @returns {Uint8Array[] | null}
 */
export function qr(text) {
  const bytes = new TextEncoder().encode(text);
  const version = SIZES.findIndex(([all, perBlock, blocks], i) => bytes.length + (i < 9 ? 2 : 3) <= all - perBlock * blocks) + 1;
  if (version === 0) return null;
  const size = 17 + 4 * version;
  const make = () => Array.from({ length: size }, () => new Uint8Array(size));
  const cells = make();
  const fixed = make();
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number | boolean} */ dark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    cells[y][x] = Number(dark);
    fixed[y][x] = 1;
  };
  for (let i = 0; i < size; i += 1) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [left, top] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    for (let dy = -4; dy <= 4; dy += 1) {
      for (let dx = -4; dx <= 4; dx += 1) {
        const far = Math.max(Math.abs(dx), Math.abs(dy));
        set(left + dx, top + dy, far !== 2 && far !== 4);
      }
    }
  }
  const places = ALIGNED[version - 1];
  const last = places.length - 1;
  places.forEach((y, i) => places.forEach((x, j) => {
    if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
    for (let dy = -2; dy <= 2; dy += 1) for (let dx = -2; dx <= 2; dx += 1) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }));
  if (version >= 7) {
    const bits = checked(version, 0x1f25, 12);
    for (let i = 0; i < 18; i += 1) {
      set(size - 11 + (i % 3), Math.floor(i / 3), (bits >> i) & 1);
      set(Math.floor(i / 3), size - 11 + (i % 3), (bits >> i) & 1);
    }
  }
  const format = (/** @type {number} */ mask) => {
    // M is 00.
    const bits = checked(mask, 0x537, 10) ^ 0x5412;
    for (let i = 0; i < 15; i += 1) {
      const bit = (bits >> i) & 1;
      set(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, bit);
      set(i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i, 8, bit);
    }
    set(8, size - 8, 1);
  };
  format(0);
  const words = codewords(bytes, version);
  let at = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (fixed[y][x]) continue;
        cells[y][x] = at < words.length * 8 ? (words[at >> 3] >> (7 - (at & 7))) & 1 : 0;
        at += 1;
      }
    }
  }
  const plain = cells.map((row) => row.slice());
  /** @type {Uint8Array[] | null} */
  let best = null;
  let least = Infinity;
  MASKS.forEach((mask, number) => {
    for (let y = 0; y < size; y += 1) for (let x = 0; x < size; x += 1) if (!fixed[y][x]) cells[y][x] = plain[y][x] ^ Number(mask(x, y));
    format(number);
    const points = penalty(cells);
    if (points < least) {
      least = points;
      best = cells.map((row) => row.slice());
    }
  });
  return best;
}

/**
 * The dark modules as one SVG path, moved in by the quiet zone.
 * @param {Uint8Array[]} rows
 */
export function path(rows) {
  let d = "";
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x += 1;
      d += `M${from + 4} ${y + 4}h${x - from + 1}v1h-${x - from + 1}z`;
    }
  });
  return d;
}
