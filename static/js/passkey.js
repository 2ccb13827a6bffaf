// A form that brings a passkey: the phone is asked when it is sent, and sent again with what the phone says.
const form = document.querySelector("[data-passkey]");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// What the server sends is JSON; the phone wants bytes in four places.
const asked = ({ publicKey }) => {
  const withBytes = (one) => ({ ...one, id: bytes(one.id) });
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (options.user) options.user = withBytes(options.user);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) options[list] = options[list].map(withBytes);
  }
  return options;
};

// And what the phone says is bytes; the server wants JSON.
const said = (credential) => {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
};

if (form && window.PublicKeyCredential) {
  const options = JSON.parse(document.getElementById("passkey-options").textContent);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: asked(options) });
      form.elements.credential.value = said(credential);
      form.submit();
    } catch {
      form.querySelector("[data-passkey-status]").textContent = form.dataset.failed;
    }
  });
}
