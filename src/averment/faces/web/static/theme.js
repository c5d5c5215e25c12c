"use strict";(()=>{var e=localStorage.getItem("averment-theme");document.documentElement.classList.add("scripted");(e==="light"||e==="dark")&&(document.documentElement.dataset.theme=e);})();
