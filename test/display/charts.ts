/** A small chart that every test may change. */
export const barChart = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  data: {
    values: [
      { name: "a", time: 1 },
      { name: "b", time: 3 },
    ],
  },
  mark: "bar",
  encoding: { x: { field: "time", type: "quantitative" }, y: { field: "name", type: "nominal" } },
};

/** A chart that keeps Vega busy for hours. */
export const endlessChart = {
  data: { sequence: { start: 0, stop: 1e9 } },
  mark: "point",
  encoding: { x: { field: "data", type: "quantitative" } },
};
