// Draws a ChartSpec with ApexCharts. Nothing else in the console knows that library.
import ApexCharts from 'apexcharts';

const drawn = new Map(); // host element -> { chart, spec, listener }
const palette = { light: ['#1d5bb8', '#c2570c', '#0f766e', '#a21caf', '#7a6000', '#c0262d'], dark: ['#7ab0ff', '#ffb074', '#4fd1c1', '#e39bf2', '#e0c65a', '#ff8a85'] };

export async function draw(host, spec, listener) {
  const options = optionsOf(spec, parseInt(host.style.height, 10), listener);
  const known = drawn.get(host);
  if (known && sameShape(known.spec, spec)) {
    known.spec = spec;
    await known.chart.updateOptions(options, false, false);
  } else {
    known?.chart.destroy();
    const chart = new ApexCharts(host, options);
    drawn.set(host, { chart, spec, listener });
    await chart.render();
  }
  host.dataset.drawn = 'true';
}

export function remove(host) {
  drawn.get(host)?.chart.destroy();
  drawn.delete(host);
}

/** Hands the chart over as a picture, twice as large as on the page. */
export async function save(host, title) {
  const chart = drawn.get(host)?.chart;
  if (!chart) { return; }
  const { imgURI } = await chart.dataURI({ scale: 2 });
  const link = document.createElement('a');
  link.href = imgURI;
  link.download = `${title.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.png`;
  link.click();
}

/** Prints the figure and nothing else of the page. */
export function print(host) {
  const figure = host.closest('figure');
  figure.classList.add('acsr-print-me');
  document.documentElement.classList.add('acsr-print-one');
  addEventListener('afterprint', () => {
    figure.classList.remove('acsr-print-me');
    document.documentElement.classList.remove('acsr-print-one');
  }, { once: true });
  window.print();
}

function redrawAll() {
  for (const [host, { spec, listener }] of [...drawn]) { draw(host, spec, listener); }
}

new MutationObserver(redrawAll).observe(document.documentElement, { attributeFilter: ['data-theme'] });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll);

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

// The library mixes bands into lines only when the chart was made with them.
const sameShape = (a, b) => a.kind === b.kind && a.stacked === b.stacked && hasBands(a) === hasBands(b) && a.series.length === b.series.length;
const hasBands = spec => spec.kind === 'line' && spec.series.some(s => s.lower && s.upper);

function optionsOf(spec, height, listener) {
  const dark = isDark();
  const colours = palette[dark ? 'dark' : 'light'];
  const ink = dark ? '#9ca8b7' : '#566170';
  const lines = dark ? '#28323e' : '#e2e6ec';
  const series = seriesOf(spec, colours);
  const write = value => value === null || value === undefined ? '–' : format(value, spec.unit);
  const label = { style: { colors: ink, fontSize: '12px' } };
  return {
    chart: {
      type: hasBands(spec) ? 'rangeArea' : spec.kind, stacked: spec.stacked, height, width: '100%', background: 'transparent', foreColor: ink,
      fontFamily: 'Roboto, system-ui, sans-serif', nonce: document.querySelector('script[nonce]')?.nonce,
      animations: { enabled: false }, toolbar: { show: false }, zoom: { enabled: !!listener, type: 'x', autoScaleYaxis: false, allowMouseWheelZoom: false }, parentHeightOffset: 0,
      // What was drawn over becomes the page's range, so the chart itself stays as it is.
      events: listener ? { beforeZoom: (_, { xaxis }) => { listener.invokeMethodAsync('PickAsync', xaxis.min, xaxis.max); return { xaxis: { min: spec.x[0], max: spec.x[spec.x.length - 1] } }; } } : {},
    },
    theme: { mode: dark ? 'dark' : 'light' },
    series: series.map(({ colour, band, ...rest }) => rest),
    colors: series.map(s => s.colour),
    fill: { type: 'solid', opacity: series.map(s => s.band ? 0.16 : 1) },
    stroke: { width: series.map(s => s.band || spec.kind === 'bar' ? 0 : 2), curve: 'straight' },
    markers: { size: 0, strokeWidth: 0, hover: { size: 4 }, discrete: lonelyPoints(spec, colours) },
    plotOptions: { bar: { columnWidth: '72%', borderRadius: 2 } },
    dataLabels: { enabled: false },
    grid: { borderColor: lines, strokeDashArray: 0, padding: { left: 8, right: 12, top: -8, bottom: 0 } },
    legend: {
      show: spec.series.length > 1, position: 'top', horizontalAlign: 'left', offsetX: -4, labels: { colors: ink }, onItemClick: { toggleDataSeries: false },
      customLegendItems: spec.series.map(s => escape(s.name)), markers: { size: 5, strokeWidth: 0, fillColors: spec.series.map((_, i) => colours[i % colours.length]) },
    },
    xaxis: { type: 'datetime', labels: { ...label, datetimeUTC: true }, axisBorder: { color: lines }, axisTicks: { color: lines }, tooltip: { enabled: false }, crosshairs: { stroke: { color: ink } } },
    yaxis: { labels: { ...label, formatter: write }, ...rangeOf(spec) },
    tooltip: { theme: dark ? 'dark' : 'light', shared: true, intersect: false, custom: context => tooltip(context, spec, colours, write) },
    annotations: { xaxis: spec.markers.map(m => markerOf(m, dark)) },
    noData: { text: 'No data', style: { color: ink } },
  };
}

function seriesOf(spec, colours) {
  const mixed = hasBands(spec);
  const lines = spec.series.map((s, i) => ({
    name: escape(s.name), type: mixed ? 'line' : undefined, colour: colours[i % colours.length],
    data: s.values.map((y, k) => ({ x: spec.x[k], y })),
  }));
  const bands = !mixed ? [] : spec.series.flatMap((s, i) => !(s.lower && s.upper) ? [] : [{
    name: `${escape(s.name)}, interval`, type: 'rangeArea', band: true, colour: colours[i % colours.length],
    data: s.lower.map((low, k) => ({ x: spec.x[k], y: low === null || s.upper[k] === null ? [null, null] : [low, s.upper[k]] })),
  }]);
  return [...bands, ...lines];
}

// Bars start at zero, for their length is what is read; lines use the height there is. With bands the library would start at zero too.
function rangeOf(spec) {
  const all = spec.series.flatMap(s => [...s.values, ...(s.lower ?? []), ...(s.upper ?? [])]).filter(y => y !== null);
  if (spec.kind === 'bar' || all.length === 0) { return { min: 0, forceNiceScale: true, tickAmount: 4 }; }
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low || Math.abs(high) || 1) * 0.1;
  const from = low >= 0 ? Math.max(0, low - room) : low - room;
  const to = spec.unit === 'Share' ? Math.min(1, high + room) : high + room;
  const step = stepOf((to - from) / 4, spec.unit);
  const [min, max] = [Math.floor(from / step + 1e-9) * step, Math.ceil(to / step - 1e-9) * step];
  return { min, max, tickAmount: Math.round((max - min) / step) };
}

// Round to people: 1, 2, 5 and their tens; with times also quarters and halves of minutes and hours.
function stepOf(least, unit) {
  const times = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];
  if (unit === 'Seconds' && least > 5 && least <= 86400) { return times.find(t => t >= least); }
  const ten = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].find(n => n * ten >= least * (1 - 1e-9)) * ten;
}

// A value between two gaps is a line of no length: without a dot nobody sees it.
function lonelyPoints(spec, colours) {
  if (spec.kind === 'bar') { return []; }
  const bands = hasBands(spec) ? spec.series.filter(s => s.lower && s.upper).length : 0;
  return spec.series.flatMap((s, i) => s.values.flatMap((y, k) => y === null || (s.values[k - 1] ?? null) !== null || (s.values[k + 1] ?? null) !== null ? []
    : [{ seriesIndex: bands + i, dataPointIndex: k, size: 3, fillColor: colours[i % colours.length], strokeColor: colours[i % colours.length] }]));
}

const markerOf = (marker, dark) => ({
  x: marker.x, borderColor: dark ? '#c3a6ff' : '#7c4dbe', strokeDashArray: 4,
  // Annotations are drawn as SVG text, which needs no escaping; white on white unless they are given colours.
  label: { text: marker.label, orientation: 'horizontal', borderWidth: 0, style: { background: dark ? '#c3a6ff' : '#7c4dbe', color: dark ? '#1d1233' : '#ffffff', fontSize: '11px', padding: { left: 6, right: 6, top: 2, bottom: 3 } } },
});

function tooltip({ dataPointIndex: at }, spec, colours, write) {
  const rows = spec.series.map((s, i) => {
    const range = s.lower && s.upper && s.lower[at] !== null && s.upper[at] !== null ? ` <small>${write(s.lower[at])} – ${write(s.upper[at])}</small>` : '';
    return `<div><i style="background:${colours[i % colours.length]}"></i>${escape(s.name)} <b>${write(s.values[at])}</b>${range}</div>`;
  });
  return `<div class="acsr-chart-tip"><p>${dateOf(spec.x[at])}</p>${rows.join('')}</div>`;
}

function dateOf(x) {
  const text = new Date(x).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 16).replace('T', ' ')} UTC`;
}

function format(value, unit) {
  switch (unit) {
    case 'Share': return `${trim(value * 100, 1)} %`;
    case 'Usd': return `$${value.toLocaleString('en-US', { minimumFractionDigits: Math.abs(value) < 0.1 ? 0 : 2, maximumFractionDigits: Math.abs(value) < 0.1 ? 4 : 2 })}`;
    case 'Seconds': return length(value);
    default: return trim(value, Math.abs(value) >= 100 ? 0 : 2);
  }
}

const trim = (value, digits) => value.toLocaleString('en-US', { maximumFractionDigits: digits });

function length(seconds) {
  const s = Math.abs(seconds);
  if (s < 10) { return `${trim(seconds, 1)} s`; }
  if (s < 60) { return `${Math.round(seconds)} s`; }
  if (s < 3600) { return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`; }
  if (s < 86400) { return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`; }
  return `${Math.floor(seconds / 86400)} d ${Math.floor(seconds % 86400 / 3600)} h`;
}

// The library writes names into the page as HTML, and names come from whoever sends traces.
const escape = text => String(text).replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
