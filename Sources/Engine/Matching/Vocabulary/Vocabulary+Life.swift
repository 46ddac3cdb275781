extension Vocabulary {
    /// Learning, health, sports, company, travel.
    static let life = """
        listening|skill||倾听陪伴|a listening ear|general|core|聊聊,谈心,倾诉,倾听,陪伴,聊天,说说话,迷茫,孤独,孤单,难过,陪聊,心里话|listening,someone to talk to,somebody to talk to,listener,lonely,companionship,feeling lost,feel lost,vent,good listener,chat with someone||
        counselling|skill|listening|心理咨询|counselling|general||心理咨询,心理咨询师,心理,焦虑,抑郁,情绪,心理疏导,压力,失恋,失眠|counselling,counseling,counsellor,counselor,therapist,therapy,anxiety,depressed,depression,psychologist,stress,burnout,heartbreak||
        coaching|skill||教练辅导|life coaching|general||人生教练,生活教练,成长教练,教练辅导|life coach,life coaching,personal development||
        teacher|skill||老师|teacher|sharing|person|老师,教师,家教,辅导,教学,补习,授课,教练课,培训师,培训,陪练|teacher,tutor,tutoring,teaching,instructor,trainer,training,lesson,coaching session||
        language_teaching|skill|teacher|语言教学|language teaching|sharing||英语,口语,日语,法语,德语,西班牙语,韩语,学英语,雅思,托福,外教,中文教学,普通话,语言交换|english lesson,language teacher,language exchange,spanish,french,german,japanese,mandarin,ielts,toefl,conversation practice,english teacher,language tutor,learn english,learn chinese,chinese lesson||
        maths_teaching|skill|teacher|数理辅导|maths and science tutoring|sharing||数学,物理,化学,奥数,高考,中考,作业辅导|math,mathematics,physics,chemistry,homework help,exam preparation||
        music_teaching|skill|teacher|音乐教学|music lessons|sharing||钢琴,吉他,小提琴,声乐,学琴,乐理,尤克里里,学唱歌,古筝,架子鼓|piano,guitar,violin,singing,music lesson,music teacher,drums,ukulele,voice lesson||
        art_teaching|skill|teacher|美术教学|art lessons|sharing||美术,学画,素描,油画,水彩,书法,国画|art lesson,painting lesson,watercolour,watercolor,calligraphy,sketching,oil painting,drawing lesson||
        dance_teaching|skill|teacher|舞蹈教学|dance lessons|sharing||舞蹈,街舞,跳舞,芭蕾,国标舞|dance,dancing,ballet,salsa,hip-hop dance,dance lesson||
        craft|skill||手工|crafts|sharing||手工,陶艺,编织,木作,皮具,手作,折纸,蜡染,香薰,刺绣|craft,pottery,ceramics,knitting,leatherwork,handmade,diy,origami,embroidery,candle making||
        coach|skill||运动教练|sports coaching|sharing|person|教练,体能,运动指导,私教,篮球,足球,羽毛球,网球,乒乓球,滑雪,跑步,攀岩,骑行,徒步|sports coach,basketball,football,badminton,tennis,table tennis,skiing,running,climbing,cycling,hiking,soccer,running coach||
        fitness|skill|coach|健身|fitness|general||健身,健身教练,减肥,减脂,力量训练,普拉提,增肌|fitness,personal trainer,gym,workout,weight loss,pilates,strength training||
        yoga|skill|coach|瑜伽|yoga|general||瑜伽,冥想,正念,瑜伽老师|yoga,meditation,mindfulness,yoga teacher||
        swimming|skill|coach|游泳|swimming|general|site|游泳,学游泳,游泳教练|swimming,swimming coach,learn to swim||
        nutrition|skill||营养|nutrition|general||营养,营养师,饮食,食谱,膳食|nutrition,nutritionist,diet,dietitian,meal plan||
        medical|skill||医疗咨询|medical advice|general||医生,医疗,看病,健康咨询,医院,体检,问诊|doctor,medical,medical advice,physician,health advice,nurse||
        tcm|skill|medical|中医|Chinese medicine|general||中医,针灸,推拿,艾灸,调理,按摩|traditional chinese medicine,tcm,acupuncture,massage,cupping||
        rehab|skill|medical|康复|physiotherapy|general||康复,理疗,康复师,物理治疗,肩颈|physiotherapy,physiotherapist,rehabilitation,physio,back pain||
        travel_planning|skill||行程规划|travel planning|general|core|行程规划,旅行规划,攻略,路线规划,行程,旅行定制,签证|travel planning,itinerary,travel planner,trip planning,travel agent,visa||
        tour_guide|skill||导游|tour guide|general|person site after:travel_planning|导游,向导,地陪,领队,带路,当地人|tour guide,guide,local guide,guided tour,city walk||
        companions|skill||同伴|companions|general|person|同伴,搭子,一起学,一起去,组队,队友,旅伴,饭搭子,同行,找人一起|companion,buddy,teammate,travel buddy,study partner,study buddy,running partner,like-minded people||
        dating|skill||交友|meeting people|general||交友,相亲,脱单,认识新朋友,找对象,交朋友|dating,make friends,new friends,matchmaking,meet people,making friends||
        errands|skill||跑腿|errands|general|site|跑腿,代购,代办,排队,帮忙取,代取|errand,shopping for me,queueing,pick up a parcel||
        space_travel|skill||航天发射|space flight|general|core|火星,月球旅行,太空旅行,上太空,火箭|mars,space flight,spaceflight,rocket launch,trip to the moon,space travel||
        fortune|skill||占卜|tarot|general||塔罗,占卜,算命,星座,风水|tarot,astrology,horoscope,feng shui||
        education_planning|skill||升学规划|study-abroad advice|general||升学,留学,留学申请,申请学校,志愿填报|study abroad,college application,university application,admissions advice||
        """
}
