// Lets a form carry what a passkey answers. `data-passkey` on the form says whether one is made
// ("create") or used ("get"), `data-options` what the service asks of it, as JSON.

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const described = (known = []) => known.map((one) => ({ ...one, id: bytes(one.id) }));

// The options with bytes where the browser wants bytes.
const asked = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
  ...(options.allowCredentials && { allowCredentials: described(options.allowCredentials) }),
  ...(options.excludeCredentials && { excludeCredentials: described(options.excludeCredentials) }),
});

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

// The answer as the service reads it.
const told = (answer) => {
  const response = {};
  for (const part of PARTS) {
    if (answer.response[part]) response[part] = text(answer.response[part]);
  }
  return JSON.stringify({ id: answer.id, rawId: text(answer.rawId), type: answer.type, response });
};

const form = document.querySelector("form[data-passkey]");

if (form) {
  const field = form.elements.answer;
  const trouble = form.querySelector("[data-passkey-trouble]");
  form.addEventListener("submit", async (event) => {
    if (field.value) return; // it was given before, and something else was missing
    event.preventDefault();
    trouble.textContent = "";
    if (!window.PublicKeyCredential) {
      trouble.textContent = trouble.dataset.none;
      return;
    }
    const publicKey = asked(JSON.parse(form.dataset.options));
    try {
      field.value = told(await navigator.credentials[form.dataset.passkey]({ publicKey }));
    } catch (error) {
      trouble.textContent = error.name === "SecurityError" ? trouble.dataset.none : trouble.dataset.refused;
      return;
    }
    form.submit();
  });
}
