// A receipt's QR code opens the look-up with both codes behind the "#", which no server ever sees.
const form = document.querySelector("[data-look-up]");
const [receipt, secret] = decodeURIComponent(window.location.hash.slice(1)).split(".");
if (form && receipt && secret) {
  form.elements.receipt.value = receipt;
  form.elements.secret.value = secret;
  window.history.replaceState(null, "", window.location.pathname);
  form.querySelector("button").focus();
}
