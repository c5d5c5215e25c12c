(window.avermentTowns??={})["0_5"]=[["Tarawa",133,17298,40],["Majuro",709,17138,25],["Palikir",692,15816,6]];
