/* The camera at once, where the browser can read QR codes by itself; elsewhere the form below does the same with a photograph.
   The text goes into the form and is posted: it never enters an address. */
(async () => {
  const start = document.getElementById("live-start");
  const live = document.getElementById("live");
  const refused = document.getElementById("live-refused");
  const form = document.getElementById("check-form");
  if (!start || !form || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const kinds = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!kinds.includes("qr_code")) return;
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  const video = live.querySelector("video");
  const said = live.querySelector("[role=status]");
  start.hidden = false;

  const look = async (tries) => {
    const codes = await detector.detect(video).catch(() => []);
    if (codes.length) {
      form.elements.text.value = codes[0].rawValue;
      video.srcObject.getTracks().forEach((track) => track.stop());
      form.submit();
      return;
    }
    if (tries === 40) said.textContent = live.dataset.none;
    setTimeout(() => look(tries + 1), 250);
  };

  start.querySelector("button").addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch { /* no camera, or not allowed: the form below does the same */
      refused.hidden = false;
      return;
    }
    refused.hidden = true;
    live.hidden = false;
    start.hidden = true;
    await video.play();
    look(0);
  });
})();
