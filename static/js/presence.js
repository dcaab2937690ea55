// Who is on this article now: asked every twenty seconds while the page is in sight, and when it comes back.
"use strict";

{
  const ask = () => {
    if (!document.hidden && document.getElementById("here")) document.body.dispatchEvent(new CustomEvent("here"));
  };
  setInterval(ask, 20_000);
  document.addEventListener("visibilitychange", ask);
}
