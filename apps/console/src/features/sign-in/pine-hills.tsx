const pine = (x: number, y: number, height: number) => {
  const half = height * 0.24;
  const tier = (top: number, width: number) => `M${x} ${y - height + top}l${-width} ${height * 0.38}h${2 * width}z`;
  return `${tier(0, half * 0.6)}${tier(height * 0.24, half * 0.82)}${tier(height * 0.5, half)}M${x - 2} ${y - height * 0.14}h4v${height * 0.14}h-4z`;
};

interface Pine {
  x: number;
  y: number;
  height: number;
}

/** Their feet stand a little below the ridge, which covers the trunks. */
const far: Pine[] = [
  { x: 40, y: 252, height: 44 },
  { x: 118, y: 246, height: 58 },
  { x: 166, y: 248, height: 40 },
  { x: 262, y: 262, height: 62 },
  { x: 330, y: 272, height: 46 },
  { x: 372, y: 276, height: 64 },
  { x: 470, y: 268, height: 52 },
  { x: 548, y: 250, height: 66 },
];
const near: Pine[] = [
  { x: 24, y: 338, height: 96 },
  { x: 92, y: 328, height: 70 },
  { x: 214, y: 328, height: 118 },
  { x: 288, y: 330, height: 84 },
  { x: 404, y: 338, height: 76 },
  { x: 478, y: 338, height: 110 },
  { x: 566, y: 332, height: 88 },
];

const draw = (pines: Pine[]) => pines.map(({ x, y, height }) => pine(x, y, height)).join('');

/** Hills with pines in the quiet tones of the theme. Decoration. */
export const PineHills = () => (
  <svg className="pine-hills" viewBox="0 0 600 400" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
    <circle className="pine-hills-sun" cx="440" cy="92" r="44" />
    <path className="pine-hills-back" d="M0 210c90-50 170-60 260-26s190 30 340-40v256H0z" />
    <path className="pine-hills-far" d={draw(far)} />
    <path className="pine-hills-middle" d="M0 262c120-44 210-20 320 4s190 10 280-34v168H0z" />
    <path className="pine-hills-near" d={draw(near)} />
    <path className="pine-hills-front" d="M0 332c140-40 260-24 380-4s160 2 220-14v86H0z" />
  </svg>
);
