(window.avermentTowns??={})["2_-4"]=[["Yellowknife",6245,-11437,20]];
