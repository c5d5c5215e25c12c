(window.avermentTowns??={})["1_-2"]=[["St. John's",4756,-5271,110],["Corner Brook",4895,-5795,19],["Glace Bay",4620,-5996,16],["Saint-Pierre",4678,-5618,6]];
