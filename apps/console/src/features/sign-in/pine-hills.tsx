const pine = (x: number, y: number, height: number) => {
  const half = height * 0.24;
  const tier = (top: number, width: number) => `M${x} ${y - height + top}l${-width} ${height * 0.38}h${2 * width}z`;
  return `${tier(0, half * 0.6)}${tier(height * 0.24, half * 0.82)}${tier(height * 0.5, half)}M${x - 2} ${y - height * 0.14}h4v${height * 0.14}h-4z`;
};

const far = [60, 130, 178, 260, 330, 372, 452, 520].map((x, at) =>
  pine(x, 236 + ((at * 37) % 22), 46 + ((at * 23) % 20)),
);
const near = [20, 96, 224, 300, 410, 486, 560].map((x, at) => pine(x, 318 + ((at * 29) % 26), 84 + ((at * 31) % 40)));

/** Hills with pines in the quiet tones of the theme. Decoration. */
export const PineHills = () => (
  <svg className="pine-hills" viewBox="0 0 600 400" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
    <circle className="pine-hills-sun" cx="440" cy="92" r="44" />
    <path className="pine-hills-back" d="M0 210c90-50 170-60 260-26s190 30 340-40v256H0z" />
    <path className="pine-hills-far" d={far.join('')} />
    <path className="pine-hills-middle" d="M0 262c120-44 210-20 320 4s190 10 280-34v168H0z" />
    <path className="pine-hills-near" d={near.join('')} />
    <path className="pine-hills-front" d="M0 332c140-40 260-24 380-4s160 2 220-14v86H0z" />
  </svg>
);
