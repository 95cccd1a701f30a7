import { Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './bar-chart.css';

export interface Series {
  key: string;
  name: string;
  /** One of the five that tell apart in light and dark, and in grey. */
  tone: 'was' | 'model' | 'brand' | 'good' | 'bad';
  values: readonly (number | null)[];
}

interface BarChartProps {
  title: string;
  /** What the bars stand beside, from left to right. */
  categories: readonly string[];
  series: readonly Series[];
  format: (value: number) => string;
  /** Where the scale ends, if not at the highest bar: 1 for shares. */
  top?: number;
  /** Seconds have round numbers of their own, and of what is counted there are no halves. */
  unit?: 'seconds' | 'count';
  /** What the categories are, for the table. */
  categoryTitle: string;
}

/** Bars beside each other, from zero, with direct labels; the same as a table one click away. */
export const BarChart = ({ title, categories, series, format, top, unit, categoryTitle }: BarChartProps) => {
  const { t } = useTranslation();
  const most = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const highest =
    top ?? (unit === 'seconds' ? niceDuration(most) : niceTop(unit === 'count' ? Math.max(2, most) : most));
  const every = Math.ceil(categories.length / 12);
  return (
    <figure className="bar-chart">
      <figcaption>
        <h3>{title}</h3>
        {series.length > 1 ? (
          <ul className="bar-chart-legend">
            {series.map(({ key, name, tone }) => (
              <li key={key}>
                <i className={`bar-chart-${tone}`} aria-hidden="true" />
                {name}
              </li>
            ))}
          </ul>
        ) : null}
      </figcaption>
      <div className="bar-chart-plot" aria-hidden="true">
        <div className="bar-chart-scale">
          <span>{format(highest)}</span>
          <span>{format(highest / 2)}</span>
          <span>{format(0)}</span>
        </div>
        <div className="bar-chart-bars">
          {categories.map((category, at) => (
            <div key={category} className="bar-chart-column" title={hint(category, series, at, format)}>
              <div className="bar-chart-group">
                {series.map(({ key, tone, values }) => (
                  <i
                    key={key}
                    className={`bar-chart-bar bar-chart-${tone}`}
                    style={{ height: `${heightOf(values[at], highest)}%` }}
                  />
                ))}
              </div>
              <span className="bar-chart-label">{at % every === 0 ? category : ''}</span>
            </div>
          ))}
        </div>
      </div>
      <details className="bar-chart-details">
        <summary>
          <Table2 size={14} aria-hidden="true" />
          {t('reports.asTable')}
          <span className="visually-hidden">{title}</span>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="bar-chart-table scroll" aria-label={title} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{categoryTitle}</th>
                {series.map(({ key, name }) => (
                  <th key={key} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {categories.map((category, at) => (
                <tr key={category}>
                  <th scope="row">{category}</th>
                  {series.map(({ key, values }) => (
                    <td key={key}>{said(values[at], format)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
};

const said = (value: number | null | undefined, format: BarChartProps['format']) =>
  value == null ? '–' : format(value);

const hint = (category: string, series: readonly Series[], at: number, format: BarChartProps['format']) =>
  [category, ...series.map(({ name, values }) => `${name}: ${said(values[at], format)}`)].join('\n');

/** What is more than nothing shows. */
const heightOf = (value: number | null | undefined, highest: number) =>
  value ? Math.max(1, Math.min(100, (value / highest) * 100)) : 0;

const niceDurations = [2, 10, 20, 40, 60, 120, 240, 600, 1_200, 2_400, 3_600, 7_200, 14_400, 28_800, 86_400];

/** The next that can be told, as its half can, in one unit or two. */
export const niceDuration = (seconds: number): number =>
  niceDurations.find((step) => step >= seconds) ?? niceTop(seconds / 86_400) * 86_400;

/** The next 1, 2, 4, 6 or 8 with zeros. */
export const niceTop = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
};
