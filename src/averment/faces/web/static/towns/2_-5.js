(window.avermentTowns??={})["2_-5"]=[["Anchorage",6122,-14990,289],["Fairbanks",6484,-14772,32],["Whitehorse",6072,-13505,28]];
