// A slider beside radios with the same numbers. It has no value until somebody touches it, and is never the only way.
function slide(box) {
  const range = box.querySelector("input");
  const said = box.querySelector("output");
  const fieldset = box.closest("fieldset");
  const radios = [...(fieldset?.querySelectorAll("input[type=radio]") || [])];
  const show = () => {
    const chosen = radios.find((radio) => radio.checked && Number.isInteger(Number(radio.value)));
    box.classList.toggle("slider--untouched", !chosen);
    if (chosen) range.value = chosen.value;
    said.textContent = chosen ? chosen.labels[0].textContent : box.dataset.none;
    range.setAttribute("aria-valuetext", said.textContent);
  };
  const choose = () => {
    const radio = radios.find(({ value }) => value === range.value);
    if (radio) radio.checked = true;
    show();
  };
  range.addEventListener("input", choose);
  range.addEventListener("click", choose); // where the thumb stands already
  fieldset?.addEventListener("change", show);
  addEventListener("pageshow", show);
  box.hidden = false;
  show();
}

function begin() {
  document.querySelectorAll("[data-slider][hidden]").forEach(slide);
}

document.addEventListener("htmx:afterSettle", begin);
begin();
