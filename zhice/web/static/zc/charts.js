// A chart is a JSON script (ECharts' own option) beside a table of the same values; the table always works.
const LOOK = {
  color: ["#1a5a9e", "#b3261e", "#12643d", "#c98a00", "#566273", "#7aa6d6"],
  animation: false,
  textStyle: { fontFamily: "inherit", color: "#3d4a5a" },
};

export function drawCharts(root) {
  root.querySelectorAll("[data-zc-chart]").forEach((chart) => {
    wireToggle(chart);
    if (window.echarts) draw(chart);
    else show(chart, "table");
  });
}

function draw(chart) {
  const option = JSON.parse(chart.querySelector("script[type='application/json']").textContent);
  const plot = chart.querySelector("[data-zc-plot]");
  const drawing = window.echarts.init(plot, null, { renderer: "svg" });
  drawing.setOption({ ...LOOK, tooltip: { trigger: "axis", confine: true }, ...option });
  new ResizeObserver(() => drawing.resize()).observe(plot);
}

function wireToggle(chart) {
  chart.querySelectorAll("[data-zc-shows]").forEach((button) => {
    button.addEventListener("click", () => show(chart, button.dataset.zcShows));
  });
}

function show(chart, part) {
  chart.querySelector("[data-zc-plot]").hidden = part !== "plot";
  chart.querySelector("[data-zc-table]").hidden = part !== "table";
  chart.querySelectorAll("[data-zc-shows]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.zcShows === part));
  });
}
