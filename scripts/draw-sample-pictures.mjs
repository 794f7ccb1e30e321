// Draws the pictures of the sample catalogue, our own from the first line to the last, into data/sample/pictures. They
// are committed; run this again after changing a drawing: node scripts/draw-sample-pictures.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { root } from './project.mjs';

const width = 1600;
const height = 1067;
const folder = path.join(root, 'data', 'sample', 'pictures');

/** The same numbers for the same name, so that a drawing stays what it is. */
function randomOf(name) {
  let state = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const rect = (x, y, w, h, fill, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
const gradient = (id, from, to) =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/>` +
  `<stop offset="1" stop-color="${to}"/></linearGradient>`;

/** A house with lit windows under a sky, by the water or in the hills. */
function house(name, { sky, wall, roof, ground, floors, windows, water }) {
  const random = randomOf(name);
  const wide = windows * 110 + 60;
  const tall = floors * 105 + 70;
  const left = (width - wide) / 2;
  const top = 860 - tall;
  const hills = `M0 ${640 + random() * 60} Q400 ${480 + random() * 80} 800 ${620 + random() * 40} T1600 ${560 + random() * 80} V1067 H0Z`;
  let drawn = rect(0, 0, width, height, 'url(#sky)');
  drawn += `<circle cx="${250 + random() * 1_100}" cy="${140 + random() * 120}" r="70" fill="#fff4cf" opacity=".9"/>`;
  drawn += `<path d="${hills}" fill="${ground}" opacity=".45"/>`;
  drawn += rect(0, 820, width, 247, ground);
  if (water) drawn += rect(0, 900, width, 167, '#4f8fb5') + rect(0, 900, width, 10, '#cfe6f2');
  drawn += rect(left, top, wide, tall, wall);
  drawn += `<path d="M${left - 30} ${top} L${width / 2} ${top - 120} L${left + wide + 30} ${top}Z" fill="${roof}"/>`;
  for (let floor = 0; floor < floors; floor += 1) {
    for (let window = 0; window < windows; window += 1) {
      const isLit = random() > 0.45;
      const x = left + 60 + window * 110;
      const y = top + 40 + floor * 105;
      if (floor === floors - 1 && Math.abs(window - (windows - 1) / 2) < 1) continue;
      drawn += rect(x, y, 52, 66, isLit ? '#ffe9a6' : '#7d93a6', 'stroke="#3c3f46" stroke-width="5"');
    }
  }
  drawn += rect(width / 2 - 40, 860 - 105, 80, 105, '#5a3d2e', 'rx="6"');
  for (const x of [left - 130, left + wide + 130]) {
    drawn += rect(x - 9, 760, 18, 110, '#6b4a33') + `<circle cx="${x}" cy="720" r="75" fill="#3f7d55"/>`;
  }
  return `<defs>${gradient('sky', ...sky)}</defs>${drawn}`;
}

/** A room with beds, a window and a picture on the wall. */
function room(name, { wall, floor, cover, beds, view = ['#8fc1e8', '#f5dcb8'] }) {
  const random = randomOf(name);
  let drawn =
    rect(0, 0, width, 760, wall) + rect(0, 760, width, 307, floor) + rect(0, 745, width, 20, '#ffffff');
  drawn += rect(980, 120, 440, 470, '#ffffff') + rect(1_000, 140, 400, 430, 'url(#view)');
  drawn += `<path d="M1000 ${480 + random() * 30} Q1100 ${400 + random() * 40} 1200 470 T1400 440 V570 H1000Z" fill="#4d8a63"/>`;
  drawn += rect(1_193, 140, 14, 430, '#ffffff') + rect(930, 90, 110, 620, cover, 'opacity=".75"');
  drawn += rect(1_360, 90, 110, 620, cover, 'opacity=".75"');
  drawn +=
    rect(420, 150, 260, 180, '#5d4a3f') +
    rect(436, 166, 228, 148, `hsl(${Math.floor(random() * 360)} 45% 70%)`);
  const each = Math.min(520, 820 / beds);
  for (let bed = 0; bed < beds; bed += 1) {
    const x = 110 + bed * (each + 20);
    drawn +=
      rect(x, 470, each - 30, 190, '#7a5540', 'rx="16"') + rect(x, 610, each - 30, 300, '#fbfaf7', 'rx="20"');
    drawn += rect(x + 24, 570, each / 2 - 50, 90, '#ffffff', 'rx="26" stroke="#d9d4cb" stroke-width="4"');
    drawn += rect(
      x + each / 2,
      570,
      each / 2 - 55,
      90,
      '#ffffff',
      'rx="26" stroke="#d9d4cb" stroke-width="4"',
    );
    drawn += rect(x, 720, each - 30, 200, cover, 'rx="20"');
  }
  return `<defs>${gradient('view', ...view)}</defs>${drawn}`;
}

/** A pool between palms. */
function pool(name) {
  const random = randomOf(name);
  let drawn = rect(0, 0, width, height, 'url(#sky)') + rect(0, 560, width, 507, '#e6d3ad');
  drawn +=
    '<path d="M150 760 Q400 640 800 700 T1450 740 Q1560 920 1200 980 T300 960 Q60 880 150 760Z" fill="#3fa7c4"/>';
  for (let wave = 0; wave < 14; wave += 1) {
    const x = 300 + random() * 900;
    const y = 740 + random() * 190;
    drawn += `<path d="M${x} ${y} q30 -14 60 0 t60 0" stroke="#bfe8f3" stroke-width="6" fill="none"/>`;
  }
  for (const x of [140, 420, 1_240, 1_480]) {
    const top = 240 + random() * 120;
    drawn += `<path d="M${x} 600 Q${x + 30} 430 ${x} ${top}" stroke="#7b5836" stroke-width="24" fill="none"/>`;
    for (let leaf = 0; leaf < 7; leaf += 1) {
      const turn = -160 + leaf * 24;
      drawn += `<ellipse cx="${x + 80}" cy="${top}" rx="95" ry="20" fill="#2f7d4f" transform="rotate(${turn} ${x} ${top})"/>`;
    }
  }
  return `<defs>${gradient('sky', '#6db7e8', '#fbe5bf')}</defs>${drawn}`;
}

/** Tables that are laid for the evening. */
function restaurant(name) {
  const random = randomOf(name);
  let drawn = rect(0, 0, width, 700, '#4a3540') + rect(0, 700, width, 367, '#7b5a48');
  for (let lamp = 0; lamp < 5; lamp += 1) {
    const x = 160 + lamp * 320;
    drawn +=
      rect(x - 3, 0, 6, 190, '#2b2026') + `<circle cx="${x}" cy="240" r="120" fill="#ffdf9e" opacity=".18"/>`;
    drawn += `<path d="M${x - 60} 250 Q${x} 150 ${x + 60} 250Z" fill="#f2b84b"/>`;
  }
  for (let table = 0; table < 3; table += 1) {
    const x = 300 + table * 500;
    drawn +=
      rect(x - 14, 720, 28, 230, '#3c2b24') + `<ellipse cx="${x}" cy="720" rx="190" ry="48" fill="#fdf7ee"/>`;
    drawn += `<ellipse cx="${x - 70}" cy="712" rx="52" ry="14" fill="#ffffff" stroke="#d8cfc2" stroke-width="4"/>`;
    drawn += `<ellipse cx="${x + 70}" cy="712" rx="52" ry="14" fill="#ffffff" stroke="#d8cfc2" stroke-width="4"/>`;
    drawn += rect(x - 6, 640, 12, 66, `hsl(${Math.floor(random() * 60)} 80% 85%)`);
  }
  return drawn;
}

const evening = ['#2f4870', '#f0a877'];
const day = ['#79b8ea', '#f3e6cc'];
const grey = ['#8fa3b5', '#dfe3e6'];
const drawings = {
  'resort-house': house('resort', {
    sky: day,
    wall: '#f6e7cf',
    roof: '#c5643f',
    ground: '#7ba05b',
    floors: 5,
    windows: 9,
  }),
  'resort-pool': pool('resort'),
  'resort-restaurant': restaurant('resort'),
  'city-river': house('river', {
    sky: evening,
    wall: '#d9c7b0',
    roof: '#7a3f35',
    ground: '#5b6d5a',
    floors: 5,
    windows: 7,
    water: true,
  }),
  'city-old-town': house('old', {
    sky: day,
    wall: '#f2d9a0',
    roof: '#a9512f',
    ground: '#b59e7c',
    floors: 4,
    windows: 5,
  }),
  'city-tower': house('tower', {
    sky: evening,
    wall: '#9aa7b4',
    roof: '#4c5866',
    ground: '#5c6268',
    floors: 6,
    windows: 6,
  }),
  'city-harbour': house('harbour', {
    sky: day,
    wall: '#f4f1ea',
    roof: '#3f6f8f',
    ground: '#8f8a7c',
    floors: 5,
    windows: 8,
    water: true,
  }),
  'city-grand': house('grand', {
    sky: grey,
    wall: '#e3d6c3',
    roof: '#4b5f58',
    ground: '#6c7a5e',
    floors: 5,
    windows: 10,
  }),
  'city-castle': house('castle', {
    sky: grey,
    wall: '#a59a8c',
    roof: '#3d4147',
    ground: '#5f7350',
    floors: 4,
    windows: 7,
  }),
  'room-standard': room('standard', { wall: '#eadfce', floor: '#b98f63', cover: '#7391a8', beds: 1 }),
  'room-twin': room('twin', { wall: '#dfe6e1', floor: '#a98258', cover: '#b5694f', beds: 2 }),
  'room-family': room('family', { wall: '#f1e4c9', floor: '#c39b6d', cover: '#6b9a72', beds: 3 }),
  'room-superior': room('superior', { wall: '#d8dbe4', floor: '#8c6a4c', cover: '#4f5f8f', beds: 1 }),
  'room-suite': room('suite', {
    wall: '#efe3df',
    floor: '#7a5740',
    cover: '#8c3f4d',
    beds: 1,
    view: evening,
  }),
};

mkdirSync(folder, { recursive: true });
for (const [name, drawing] of Object.entries(drawings)) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawing}</svg>`;
  const bytes = await sharp(Buffer.from(svg)).webp({ quality: 82, effort: 6 }).toBuffer();
  writeFileSync(path.join(folder, `${name}.webp`), bytes);
  console.log(`${name}.webp ${bytes.length} bytes`);
}
