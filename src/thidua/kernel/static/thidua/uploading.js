// Uploading: files dropped or chosen are sent one by one with their progress. Without this file the form sends them all.
(function () {
  "use strict";

  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const list = form.querySelector("[data-upload-list]");
  const fields = [...form.querySelectorAll("input[type=file]")];
  const button = form.querySelector("button[type=submit]");
  const waiting = [];
  let busy = false;

  const show = (file) => {
    const row = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const said = document.createElement("span");
    name.textContent = file.name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    said.className = "upload-said";
    row.append(name, bar, said);
    list.append(row);
    return { file, row, bar, said };
  };

  const take = (files) => {
    for (const file of files) waiting.push(show(file));
  };

  const send = (one) => new Promise((resolve) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    data.append("caption", form.querySelector("[name=caption]").value);
    data.append("files", one.file, one.file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action || window.location.href);
    request.setRequestHeader("X-Requested-With", "upload");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      one.bar.value = Math.floor(event.loaded * 100 / event.total);
      one.said.textContent = `${form.dataset.sending} ${one.bar.value}%`;
    });
    const end = (text, good) => {
      one.said.textContent = text;
      one.row.classList.toggle("upload-refused", !good);
      one.bar.hidden = !good;
      resolve(good);
    };
    request.addEventListener("load", () => {
      if (request.status === 204) end(form.dataset.done, true);
      else end(request.status === 422 ? request.responseText : form.dataset.broken, false);
    });
    request.addEventListener("error", () => end(form.dataset.broken, false));
    request.send(data);
  });

  const sendAll = async () => {
    busy = true;
    button.disabled = true;
    let kept = 0;
    const refused = [];
    while (waiting.length) {
      const one = waiting.shift();
      if (await send(one)) kept += 1;
      else refused.push(one);
    }
    busy = false;
    button.disabled = false;
    fields.forEach((field) => { field.value = ""; });
    if (kept && !refused.length) window.location.reload();
    else if (refused.length) refused[0].row.scrollIntoView({ block: "nearest" });
  };

  // The camera's picture is sent at once; chosen files wait for the button, so that a caption can be written.
  fields.forEach((field) => field.addEventListener("change", () => {
    take(field.files);
    field.value = "";
    if (field.hasAttribute("capture") && !busy) sendAll();
  }));

  form.addEventListener("submit", (event) => {
    if (!waiting.length) return;
    event.preventDefault();
    if (!busy) sendAll();
  });

  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("upload-over");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("upload-over");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("upload-over");
    take(event.dataTransfer.files);
  });
})();
