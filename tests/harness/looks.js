/* How each text and box that can be seen looks: its letters, then all that is painted behind them. */
() => {
  const behind = new Map([[null, ""]]);

  const layer = (style) => {
    const paint = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter];
    const above = ["absolute", "fixed", "sticky"].includes(style.position) ? style.position : "";
    const bare = "rgba(0, 0, 0, 0) none 1 none";
    return paint.join(" ") === bare && !above ? "" : `/${paint.join(" ")} ${above}`;
  };
  const behindOf = (element) => {
    if (!behind.has(element)) {
      behind.set(element, layer(getComputedStyle(element)) + behindOf(element.parentElement));
    }
    return behind.get(element);
  };
  const seen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const written = (element) =>
    element.matches("input, select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  const looks = [...document.body.querySelectorAll("*")].filter(written).filter(seen).map((element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const exempt = element.closest(":disabled, [aria-disabled='true']") ? "disabled" : "";
    return [color, fontSize, fontWeight, textShadow, exempt, behindOf(element)].join(" ");
  });
  return [...new Set(looks)];
};
