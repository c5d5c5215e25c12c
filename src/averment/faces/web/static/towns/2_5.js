(window.avermentTowns??={})["2_5"]=[["Anadyr",6473,17751,15]];
