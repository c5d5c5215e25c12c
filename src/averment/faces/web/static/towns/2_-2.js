(window.avermentTowns??={})["2_-2"]=[["Nuuk",6418,-5172,14]];
