(window.avermentTowns??={})["-2_1"]=[["Port Shepstone",-3074,3045,52]];
