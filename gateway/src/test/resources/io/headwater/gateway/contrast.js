// Texts with too little contrast to what is behind them, by WCAG 2.2, 1.4.3 (AA): 4.5 to 1.
(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (color, below) => {
    canvas.fillStyle = `rgb(${below})`;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const ground = (node) => {
    const below = node.parentElement ? ground(node.parentElement) : [255, 255, 255];
    return rgb(getComputedStyle(node).backgroundColor, below);
  };
  const light = (color) => {
    const [r, g, b] = color.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((node) => node.checkVisibility() && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== ""))
    .map((node) => {
      const behind = ground(node);
      const [one, other] = [light(rgb(getComputedStyle(node).color, behind)), light(behind)].sort((a, b) => b - a);
      return [node.textContent.slice(0, 40), Math.round(((one + 0.05) / (other + 0.05)) * 100) / 100];
    })
    .filter(([, ratio]) => ratio < 4.5);
})()
