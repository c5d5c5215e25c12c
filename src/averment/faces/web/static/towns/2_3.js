(window.avermentTowns??={})["2_3"]=[["Mirny",6254,11396,40],["Lensk",6072,11493,23],["Aykhal",6593,11148,15],["Udachny",6643,11240,15]];
