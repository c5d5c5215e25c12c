(window.avermentTowns??={})["2_-1"]=[["Reykjavík",6414,-2190,118],["Reykjanesbær",6400,-2256,19],["Akureyri",6568,-1809,19],["Keflavík",6400,-2256,15],["Tórshavn",6201,-677,13]];
