(window.avermentTowns??={})["2_4"]=[["Yakutsk",6203,12972,235]];
