(window.avermentTowns??={})["-1_-1"]=[["Jamestown",-1592,-572,0]];
