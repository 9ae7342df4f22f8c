// Draws the surroundings of a case with Cytoscape; the list beside it says the same in words.
(() => {
  const place = document.getElementById("graph");
  if (!place || typeof cytoscape === "undefined") return;
  const css = getComputedStyle(document.documentElement);
  const colour = (name, other) => css.getPropertyValue(name).trim() || other;
  const ink = colour("--ink", "#1c2b33");
  const accent = colour("--accent", "#0b5563");
  const line = colour("--muted", "#5d6b73");
  const drawn = cytoscape({
    container: place,
    elements: JSON.parse(place.dataset.elements),
    layout: { name: "cose", animate: false, randomize: false, padding: 24 },
    maxZoom: 2,
    style: [
      { selector: "node", style: { label: "data(label)", color: ink, "font-size": 11, "text-valign": "bottom", "text-margin-y": 4, "background-color": line, width: 18, height: 18 } },
      { selector: "node.file", style: { shape: "round-rectangle", width: 34, height: 24, "background-color": accent } },
      { selector: "node.own", style: { "border-width": 3, "border-color": ink } },
      { selector: "edge", style: { width: 1.5, "line-color": line, "curve-style": "bezier" } },
      { selector: "edge.lead", style: { "line-style": "dashed", label: "data(label)", "font-size": 9, color: ink, "text-rotation": "autorotate" } },
      { selector: "edge.same", style: { width: 3, "line-color": accent, label: "data(label)", "font-size": 9, color: ink, "text-rotation": "autorotate" } },
      { selector: "edge.unsure, edge.related", style: { "line-style": "dotted", label: "data(label)", "font-size": 9, color: ink, "text-rotation": "autorotate" } },
    ],
  });
  drawn.on("tap", "node.file", (event) => {
    const url = event.target.data("url");
    if (url) window.location.assign(url);
  });
})();
