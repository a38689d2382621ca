// The size of the letters that somebody chose on this device, before the page is shown.
try {
  const size = localStorage.getItem("mot-cua-co-chu");
  if (size) document.documentElement.dataset.size = size;
} catch {
  // a browser that keeps nothing shows its own size
}
