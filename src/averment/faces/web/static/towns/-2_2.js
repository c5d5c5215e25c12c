(window.avermentTowns??={})["-2_2"]=[["Port-aux-Français",-4935,7022,0]];
