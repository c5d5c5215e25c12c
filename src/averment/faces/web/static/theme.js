"use strict";(()=>{var e=localStorage.getItem("averment-theme");(e==="light"||e==="dark")&&(document.documentElement.dataset.theme=e);})();
