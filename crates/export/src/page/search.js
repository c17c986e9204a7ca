const items = [...document.querySelectorAll(".item")].map(item => [item, item.textContent.toLowerCase()]);
const search = document.getElementById("search");
const found = document.getElementById("found");
search.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
  let count = 0;
  for (const [item, text] of items) {
    const hit = words.every(word => text.includes(word));
    item.hidden = !hit;
    count += hit;
  }
  found.textContent = words.length ? `${count} / ${items.length}` : "";
});
function show() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const item = target && target.closest("details");
  if (item) { item.hidden = false; item.open = true; target.scrollIntoView(); }
}
addEventListener("hashchange", show);
show();
