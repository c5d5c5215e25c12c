(window.avermentTowns??={})["-1_-5"]=[["Faaa",-1756,-14960,29],["Adamstown",-2507,-13010,0]];
