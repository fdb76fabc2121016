"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.add("js");

  // Language: both texts are on the page; the style sheet shows the one `lang` names.
  const speak = (language) => {
    root.lang = language;
    all("[data-language]").forEach((b) =>
      b.setAttribute("aria-pressed", String(b.dataset.language === language)));
    const key = language === "en" ? "labelEn" : "labelId";
    all("[data-label-en]").forEach((e) => e.setAttribute("aria-label", e.dataset[key]));
    const title = document.querySelector("title");
    document.title = language === "en" ? title.dataset.titleEn : title.dataset.titleId;
  };
  all("[data-language]").forEach((b) => b.addEventListener("click", () => speak(b.dataset.language)));
  all("[data-print]").forEach((b) => b.addEventListener("click", () => window.print()));

  const map = document.getElementById("map");
  if (!map) return;

  // The view: what part of the map is seen, in its own units.
  const whole = { x: 0, y: 0, w: Number(map.dataset.width), h: Number(map.dataset.height) };
  let view = { ...whole };
  const scale = document.querySelector(".scale");
  const show = () => {
    map.setAttribute("viewBox", [view.x, view.y, view.w, view.h].map((v) => v.toFixed(2)).join(" "));
    map.classList.toggle("zoomed", view.w < whole.w - 0.5);
    // The bar keeps a round length that fits a quarter of the map.
    const perMetre = (Number(scale.dataset.percent) / Number(scale.dataset.metres)) * (whole.w / view.w);
    const power = 10 ** Math.floor(Math.log10(25 / perMetre));
    const metres = [5, 2, 1].map((f) => f * power).find((m) => m * perMetre <= 25) || power;
    scale.querySelector(".bar").style.width = metres * perMetre + "%";
    scale.querySelector(".scale-text").textContent =
      metres < 1000 ? metres + " m" : metres / 1000 + " km";
  };
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
  const zoom = (factor, cx = view.x + view.w / 2, cy = view.y + view.h / 2) => {
    const w = clamp(view.w * factor, whole.w / 12, whole.w);
    const f = w / view.w;
    view = { x: cx - (cx - view.x) * f, y: cy - (cy - view.y) * f, w, h: view.h * f };
    move(0, 0);
  };
  const move = (dx, dy) => {
    view.x = clamp(view.x + dx, 0, whole.w - view.w);
    view.y = clamp(view.y + dy, 0, whole.h - view.h);
    show();
  };
  const reset = () => { view = { ...whole }; show(); };
  const act = { in: () => zoom(1 / 1.5), out: () => zoom(1.5), reset };
  all("[data-map]").forEach((b) => b.addEventListener("click", () => act[b.dataset.map]()));
  const at = (e) => {
    const box = map.getBoundingClientRect();
    return [view.x + ((e.clientX - box.left) / box.width) * view.w,
      view.y + ((e.clientY - box.top) / box.height) * view.h];
  };
  map.addEventListener("wheel", (e) => {
    // The page scrolls on over a map that nobody has clicked, or that is whole again.
    const asked = e.ctrlKey || document.activeElement === map || map.contains(document.activeElement);
    if (!asked || (!e.ctrlKey && view.w > whole.w - 0.5 && e.deltaY > 0)) return;
    e.preventDefault();
    zoom(e.deltaY > 0 ? 1.2 : 1 / 1.2, ...at(e));
  }, { passive: false });
  map.addEventListener("keydown", (e) => {
    const step = view.w / 8;
    const keys = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (keys[e.key] && view.w < whole.w - 0.5) move(...keys[e.key]);
    else if (e.key === "+" || e.key === "=") act.in();
    else if (e.key === "-") act.out();
    else if (e.key === "0") reset();
    else return;
    e.preventDefault();
  });

  // One pointer drags, two pinch. Only a zoomed map takes the finger from the page.
  const fingers = new Map();
  let travelled = 0;
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  };
  map.addEventListener("pointerdown", (e) => {
    if (!fingers.size) travelled = 0;
    fingers.set(e.pointerId, e);
  });
  window.addEventListener("pointermove", (e) => {
    const before = fingers.get(e.pointerId);
    if (!before) return;
    const unit = view.w / map.getBoundingClientRect().width;
    const apart = fingers.size === 2 ? spread() : 0;
    fingers.set(e.pointerId, e);
    travelled += Math.abs(e.clientX - before.clientX) + Math.abs(e.clientY - before.clientY);
    if (apart && spread()) zoom(apart / spread(), ...at(e));
    else if (view.w < whole.w - 0.5) move((before.clientX - e.clientX) * unit, (before.clientY - e.clientY) * unit);
  });
  ["pointerup", "pointercancel"].forEach((name) =>
    window.addEventListener(name, (e) => fingers.delete(e.pointerId)));
  map.addEventListener("dragstart", (e) => e.preventDefault());

  // A stop on the map and its row light up together.
  const readout = document.getElementById("readout");
  const pick = (stop, source) => {
    all(".on").forEach((e) => e.classList.remove("on"));
    all(`.mark[data-stop="${stop}"], tr[data-stop="${stop}"]`).forEach((e) => e.classList.add("on"));
    const row = document.getElementById("s-" + stop);
    const mark = all(`.mark[data-stop="${stop}"]`).find((m) => m.getBoundingClientRect().width);
    readout.hidden = false;
    readout.textContent = "";
    for (const language of ["id", "en"]) {
      const text = document.createElement("span");
      text.lang = language;
      text.textContent = mark ? mark.dataset[language === "en" ? "labelEn" : "labelId"] : stop;
      readout.append(text);
    }
    if (source === "map") {
      if (window.matchMedia("(min-width:1180px)").matches) row.scrollIntoView({ block: "center" });
    } else map.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("click", (e) => {
    const target = e.target.closest("a[data-stop]");
    if (!target) return;
    e.preventDefault();
    if (map.contains(target) && travelled > 8) return;
    pick(target.dataset.stop, map.contains(target) ? "map" : "row");
  });

  all("[data-toggle]").forEach((box) => box.addEventListener("change", () => {
    const crew = box.dataset.toggle;
    all(`[data-crew="${crew}"]`, map).forEach((e) => e.classList.toggle("off", !box.checked));
  }));
  show();
})();
