// Selecting text, by mouse or by keys alone, to mark it or to set the ends of a mark. Without it there is a form.
"use strict";

(() => {
  const marker = document.querySelector("#marker");
  if (!marker) return;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const selection = () => window.getSelection();
  const characters = (text) => [...text].length; // the server counts code points, the browser halves of them

  // --- between a place on the page and a place in the text -----------------------------------------------------------

  function placeOf(node, offset) {
    const block = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("#text .block");
    if (!block) return null;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, offset);
    return Number(block.dataset.start) + characters(before.toString());
  }

  function pointOf(place) {
    const block = all("#text .block").filter((part) => Number(part.dataset.start) <= place).at(-1);
    if (!block) return null;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let left = place - Number(block.dataset.start);
    let last = null;
    while (walker.nextNode()) {
      last = walker.currentNode;
      const length = characters(last.data);
      if (left <= length) return [last, [...last.data].slice(0, left).join("").length];
      left -= length;
    }
    return last && [last, last.data.length];
  }

  function select(from, to) {
    const [start, end] = [pointOf(from), pointOf(to)];
    if (start && end) selection().setBaseAndExtent(...start, ...end);
  }

  function chosen() {
    const chosen = selection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    const text = one("#text");
    if (!text || !range.intersectsNode(text)) return null;
    const start = placeOf(range.startContainer, range.startOffset);
    const last = all(".block", text).at(-1);
    const end = placeOf(range.endContainer, range.endOffset) ?? (start === null || !last ? null : endOf(last));
    if (start === null || end === null || end <= start) return null;
    return { start, end, range, words: range.toString() };
  }

  const endOf = (block) => Number(block.dataset.start) + characters(block.textContent);

  // --- the menu beside the selection, and its handles -------------------------------------------------------------------

  const handles = ["start", "end"].map((name) => {
    const handle = document.createElement("span");
    handle.className = "end-handle";
    handle.dataset.end = name;
    handle.hidden = true;
    document.body.append(handle);
    handle.addEventListener("pointerdown", (event) => drag(event, handle));
    return handle;
  });

  let current = null;

  function show() {
    current = chosen();
    marker.hidden = !current;
    for (const handle of handles) handle.hidden = !current;
    if (!current) return;
    const span = one("#panel [data-span]");
    marker.elements.start.value = current.start;
    marker.elements.end.value = current.end;
    marker.elements.words.value = current.words;
    marker.elements.row.value = span?.dataset.span ?? "";
    marker.elements.seen.value = span?.dataset.spanSeen ?? "";
    one("[value=ends]", marker).hidden = !span;
    one("#marker-words").textContent = current.words.length > 60 ? `${current.words.slice(0, 57)}…` : current.words;
    const boxes = [...current.range.getClientRects()].filter((box) => box.width);
    const [first, last] = [boxes[0], boxes.at(-1)];
    if (!last) return;
    put(handles[0], first.left, first.bottom);
    put(handles[1], last.right, last.bottom);
    const room = document.documentElement.clientWidth - marker.offsetWidth - 8;
    put(marker, Math.max(8, Math.min(last.left, room)), last.bottom + 22);
  }

  function put(element, left, top) {
    element.style.left = `${left + window.scrollX}px`;
    element.style.top = `${top + window.scrollY}px`;
  }

  function drag(event, handle) {
    event.preventDefault();
    const fixed = handle.dataset.end === "start" ? current.end : current.start;
    handle.style.pointerEvents = "none";
    const move = (moved) => {
      const found = pointAt(moved.clientX, moved.clientY - 12);
      const place = found && placeOf(...found);
      if (place !== null && place !== undefined && place !== fixed) select(fixed, place);
    };
    document.addEventListener("pointermove", move);
    const done = () => {
      document.removeEventListener("pointermove", move);
      handle.style.pointerEvents = "";
      show();
    };
    document.addEventListener("pointerup", done, { once: true });
  }

  function pointAt(x, y) {
    if (document.caretPositionFromPoint) {
      const found = document.caretPositionFromPoint(x, y);
      return found && [found.offsetNode, found.offset];
    }
    const found = document.caretRangeFromPoint(x, y);
    return found && [found.startContainer, found.startOffset];
  }

  // --- a caret, for keys alone -------------------------------------------------------------------------------------------

  const caret = document.createElement("span");
  caret.className = "caret";
  caret.hidden = true;
  document.body.append(caret);
  let mode = ""; // "", "caret", or "ends": where Enter saves the ends of the open mark

  function say(sentence) {
    const told = one("#caret-says");
    if (told) told.textContent = sentence;
  }

  // In the reader's language: the element that is told in carries every sentence.
  const words = (name, said = "") => (one("#caret-says")?.dataset[name] ?? "").replace("…", () => said);

  function enter() {
    const held = one("#text .block [aria-current='true'], #text .block :focus") ?? seen();
    if (!held) return;
    const block = held.closest(".block");
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEndBefore(held === block ? block.firstChild : held);
    const place = Number(block.dataset.start) + characters(before.toString());
    if (document.activeElement !== document.body) document.activeElement.blur();
    select(place, place);
    mode = "caret";
    say(words("selecting"));
    draw();
  }

  const seen = () => all("#text .block").find((block) => block.getBoundingClientRect().bottom > 80);

  function setEnds() {
    const span = one("#panel [data-span]");
    if (!span) return;
    document.activeElement?.blur();
    select(Number(span.dataset.spanStart), Number(span.dataset.spanEnd));
    mode = "ends";
    say(words("ends"));
    draw();
  }

  function leave() {
    mode = "";
    caret.hidden = true;
    selection().removeAllRanges();
    show();
  }

  function draw() {
    const { focusNode, focusOffset } = selection();
    if (!mode || !focusNode) return;
    const at = document.createRange();
    at.setStart(focusNode, focusOffset);
    let box = at.getClientRects()[0];
    if (!box) box = (focusNode.nodeType === Node.TEXT_NODE ? focusNode.parentElement : focusNode).getBoundingClientRect();
    caret.hidden = false;
    caret.style.height = `${box.height}px`;
    put(caret, box.left, box.top);
    if (box.top < 80 || box.bottom > window.innerHeight - 60)
      window.scrollBy({ top: box.top - window.innerHeight / 2, behavior: "instant" });
    show();
  }

  const MOVES = {
    ArrowRight: ["forward", "character"], ArrowLeft: ["backward", "character"],
    ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"],
    Home: ["backward", "lineboundary"], End: ["forward", "lineboundary"],
  };

  function move(event) {
    const [way, by] = MOVES[event.key];
    const before = selection().rangeCount ? { ...pick(selection()) } : null;
    const unit = (event.ctrlKey || event.altKey) && by === "character" ? "word" : by;
    selection().modify(event.shiftKey ? "extend" : "move", way, unit);
    if (placeOf(selection().focusNode, selection().focusOffset) === null && before)
      selection().setBaseAndExtent(before.anchorNode, before.anchorOffset, before.focusNode, before.focusOffset);
    draw();
    say(current ? words("selected", current.words) : around(unit));
  }

  const pick = ({ anchorNode, anchorOffset, focusNode, focusOffset }) => ({ anchorNode, anchorOffset, focusNode, focusOffset });

  function around(unit) {
    const { focusNode, focusOffset } = selection();
    const after = focusNode?.data?.slice(focusOffset) ?? "";
    if (unit === "character") return after.slice(0, 1).trim() || words("space");
    return unit === "word" ? (after.match(/^\s*\S+/)?.[0].trim() ?? "") : after.slice(0, 120);
  }

  function byMark(forward) {
    const marks = all("#text a.figure, #text .claim");
    const at = placeOf(selection().focusNode, selection().focusOffset) ?? 0;
    const places = marks.map((mark) => {
      const range = document.createRange();
      range.selectNodeContents(mark);
      return [placeOf(mark, 0), placeOf(mark, mark.childNodes.length)];
    });
    const sorted = places.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const from = current ? current.start : at;
    const next = forward
      ? sorted.find(([start, end]) => start > from || (start === from && current && end > current.end))
      : sorted.filter(([start]) => start < from).at(-1);
    if (!next) return;
    select(...next);
    draw();
    say(words("selected", current?.words ?? ""));
  }

  function swapEnds() {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection();
    selection().setBaseAndExtent(focusNode, focusOffset, anchorNode, anchorOffset);
    draw();
  }

  // --- keys ----------------------------------------------------------------------------------------------------------------

  function onKey(event) {
    if (event.metaKey || event.target.closest("input, textarea, select, [contenteditable]") || one("dialog[open]")) return;
    if (marker.contains(event.target) && event.key !== "Escape") return void pressed(event);
    if (mode && handled(event)) return stop(event);
    if (event.key === "Escape" && (current || mode)) {
      leave();
      return stop(event);
    }
    pressed(event);
  }

  function handled(event) {
    const key = window.keys.meant(window.keys.typed(event), "marking");
    if (MOVES[event.key]) move(event);
    else if (key === "]" || key === "[") byMark(key === "]");
    else if (key === "o" && current) swapEnds();
    else if (event.key === "Enter") confirm();
    else return false;
    return true;
  }

  function confirm() {
    if (!current) return say(words("nothing"));
    if (mode === "ends") return send(one("[value=ends]", marker));
    all("button", marker).find((button) => !button.hidden)?.focus();
  }

  function pressed(event) {
    if (!current || event.ctrlKey || event.altKey) return;
    const key = window.keys.meant(window.keys.typed(event), "marking");
    const button = all("[data-mark-key]", marker).find((found) => found.dataset.markKey === key && !found.hidden);
    if (!button) return;
    stop(event);
    send(button);
  }

  const send = (button) => button.click(); // so that its own name and value are sent

  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  document.addEventListener("keydown", onKey, true);
  document.addEventListener("selectionchange", () => {
    if (!marker.contains(document.activeElement)) show();
  });
  marker.addEventListener("mousedown", (event) => event.preventDefault()); // or the selection would go
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-caret]")) enter();
    else if (event.target.closest("[data-set-ends]")) setEnds();
    else if (mode && !event.target.closest("#text, #marker, .end-handle")) leave();
  });
  window.addEventListener("resize", show);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id === "panel") leave();
  });
  document.addEventListener("htmx:load", (event) => {
    for (const part of all("[data-needs-script]", event.detail.elt)) part.hidden = false;
  });
})();
