(window.avermentTowns??={})["0_-6"]=[["Honolulu",2131,-15786,350],["Makakilo / Kapolei / Honokai Hale",2134,-15810,46],["Hilo",1973,-15509,43],["Kahului",2089,-15647,26]];
