(window.avermentTowns??={})["1_5"]=[["Petropavlovsk-Kamchatsky",5306,15863,181],["Magadan",5956,15080,92],["Vilyuchinsk",5293,15841,25]];
