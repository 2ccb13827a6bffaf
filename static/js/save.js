// "Save this plan to this phone": hidden until there is a worker that can keep it.
const button = document.querySelector("[data-save]");
if (button && "serviceWorker" in navigator) {
  const words = button.querySelector("[data-save-words]");
  const status = document.getElementById("status");
  const say = (text) => {
    words.textContent = text;
    status.textContent = text;
  };
  button.addEventListener("click", async () => {
    const { active } = await navigator.serviceWorker.ready;
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => say(data.kept ? button.dataset.saved : button.dataset.failed);
    active.postMessage({ save: location.pathname }, [channel.port2]);
  });
  button.hidden = false;
}
